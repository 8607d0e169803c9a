import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parse } from 'content-disposition'
import { describe, expect, it } from 'vitest'
import { apiFixture, loadFixture, schools } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, schoolUser } from '../support/api/people.ts'
import { settings, testApi } from '../support/api/test-api.ts'

/** The report of one school by that name, as it is answered. */
const download = async (accept: string, schoolName = 'Het Bûtenplak', level = 'school') => {
  const api = await apiFixture()
  await api.directory.saveSchools([{ ...schools.vo, schoolName }])
  const path = paths.report('99AA00', level)
  return api.request({ path, as: schoolUser('99AA00'), headers: { accept } })
}

const nameIn = (disposition = ''): string => parse(disposition).parameters.filename ?? ''

describe('a download', () => {
  it('of a PDF is answered again once its fonts can be read', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'fonts-'))
    const api = testApi(undefined, undefined, { FONTS_FOLDER: folder })
    await loadFixture(api)
    const path = paths.report('99AA00', 'education-type')
    const headers = { accept: 'application/pdf' }
    const status = async () => (await api.request({ path, as: schoolUser('99AA00'), headers })).status
    expect(await status()).toBe(500)
    await cp(settings.FONTS_FOLDER, folder, { recursive: true })
    expect(await status()).toBe(200)
    await rm(folder, { recursive: true })
  })

  it.each([
    ['application/pdf', 'pdf'],
    ['text/csv', 'csv'],
  ])('of a report as %s says school, year and level in its name', async (accept, extension) => {
    const { headers } = await download(accept)
    const disposition = headers['content-disposition'] ?? ''
    expect(nameIn(disposition)).toBe(
      `Monitoring Sociale Veiligheid 99AA00 Het Bûtenplak 2026-2027 schoolniveau.${extension}`,
    )
    expect(disposition).toContain(
      `attachment; filename=monitoring-99AA00-2026-2027-schoolniveau.${extension};`,
    )
    const ofTypes = await download(accept, 'Het Bûtenplak', 'education-type')
    expect(nameIn(ofTypes.headers['content-disposition'])).toContain('2026-2027 onderwijssoortniveau.')
  })

  it.each([
    ['A/B\\C: "D" <E>|F?*', 'A B C D E F'],
    ['..\\..\\x', '.. .. x'],
    ['C&A’s 100% <P@rk>', 'C&A’s 100% P@rk'],
    ['مدرسة السلام', 'مدرسة السلام'],
    ['\u202Egnp.exe', 'gnp.exe'],
    ['Basisschool\u00A0De\u2028Regel', 'Basisschool De Regel'],
    ['🎓'.repeat(200), '🎓'.repeat(60)],
  ])('has a name that every file system takes, whatever the school is called: %s', async (given, written) => {
    const { headers } = await download('text/csv', given)
    const disposition = headers['content-disposition'] ?? ''
    expect(nameIn(disposition)).toBe(
      `Monitoring Sociale Veiligheid 99AA00 ${written} 2026-2027 schoolniveau.csv`,
    )
    expect(disposition).toMatch(/^[\x20-\x7e]+$/)
  })

  it('of the overview says board and year', async () => {
    const api = await apiFixture()
    const { headers } = await api.request({
      path: '/v1/boards/99001/monitorings?schoolYear=2026-2027',
      as: boardUser('99001'),
      headers: { accept: 'text/csv' },
    })
    expect(headers['content-disposition']).toBe('attachment; filename=overzicht-99001-2026-2027.csv')
  })

  it('is not what JSON is', async () => {
    expect((await download('application/json')).headers['content-disposition']).toBeUndefined()
  })
})
