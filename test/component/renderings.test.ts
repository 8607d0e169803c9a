import { parse } from 'csv-parse/sync'
import { describe, expect, it } from 'vitest'
import type { ConsentEvent } from '../../shared/consent/log.ts'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import type { School } from '../../shared/directory/ports.ts'
import type { MonitoringData } from '../../shared/monitoring/ports.ts'
import { jsonIn } from '../support/api/answer.ts'
import { tokenOf } from '../support/api/api-parts.ts'
import * as paths from '../support/api/paths.ts'
import { schoolUser } from '../support/api/people.ts'
import type { Problem, Report } from '../support/api/shapes.ts'
import { testApi } from '../support/api/test-api.ts'
import {
  aSchool,
  changed,
  endingIn,
  given,
  history,
  may11,
  phases,
  schoolId,
  schoolYear,
  terms,
} from '../support/builders.ts'
import { readPdf } from '../unit/monitoring/pdf-reader.ts'
import { group, proZo, survey } from '../unit/monitoring/survey.ts'

interface Told {
  data: MonitoringData
  events?: readonly ConsentEvent[]
  /** The board that the school has moved to since. */
  movedTo?: Partial<School>
}

/** The API with one school, its results and what happened to its consent; answers its reports as bytes. */
const reportApi = async ({ data, events = [], movedTo = {} }: Told) => {
  const { directory, store, events: log, answerTo } = testApi()
  for (const school of [aSchool(), aSchool(movedTo)]) await directory.saveSchools([school])
  await store.saveResults(schoolId, schoolYear, data.results[0]!)
  if (data.pupils) await store.savePupils(schoolId, schoolYear, data.pupils, may11)
  for (const record of history(...events)) await log.append(record)
  const authorization = `Bearer ${tokenOf(schoolUser(schoolId))}`

  return async (level: string, accept?: string) => {
    const answer = await answerTo({
      method: 'GET',
      url: paths.report(schoolId, level),
      headers: { authorization, ...(accept !== undefined && { accept }) },
      body: Buffer.alloc(0),
    })
    const bytes = Buffer.from(answer.body ?? '', answer.isBase64Encoded ? 'base64' : 'utf8')
    const text = bytes.toString()
    const type = answer.headers?.['Content-Type']
    return { status: answer.statusCode, type, bytes, text, body: jsonIn(text) }
  }
}

/** Twenty in havo, of whom four answered A2; five in vwo; and four in IB, who are withheld. */
const data = survey(
  {
    HAVO: group(20, { except: { A2: { answers: 4, sum: 4 } } }),
    VWO: group(5, { answer: 5 }),
    IB: group(4, { answer: 1 }),
  },
  { pupils: { HAVO: 31, VWO: 9, IB: 6 } },
)

const json = 'application/json'
const pdf = 'application/pdf'
const csv = 'text/csv; charset=utf-8; header=present'

/** Of a school that has not given consent. */
const get = await reportApi({ data })

const rowsOf = (text: string): Record<string, string>[] =>
  parse(text, { bom: true, delimiter: ';', columns: true })

describe('the form of a report', () => {
  it.each([
    [undefined, json],
    ['*/*', json],
    ['application/*', json],
    ['application/json', json],
    ['application/pdf', pdf],
    ['text/csv', csv],
    ['text/*', csv],
    ['Text/CSV', csv],
    ['text/csv; header=present', csv],
    ['text/csv;header=absent;charset="utf-8"', csv],
    ['text/csv; charset=utf-8; header=present; q=0.5', csv],
    ['application/pdf; version="1.7;q=0, x"; q=0.9, text/csv;header=present;q=0.5', pdf],
    ['application/json; profile=x;q=0.1, text/csv;q=0.2;header=present', csv],
    ['application/json;indent=2', json],
    ['*/*;level=1', json],
    ['text/csv ; Q=0.3 , application/json; q=0.2', csv],
    ['text/csv;q=1.000, application/pdf;q=0.999', csv],
    ['text/html, application/xhtml+xml, */*;q=0.8', json],
    ['text/csv;q=0.5, application/pdf;q=0.8', pdf],
    ['application/pdf;q=0.1, text/csv;q=0.9, */*;q=0.05', csv],
    ['application/json;q=0, */*', pdf],
    ['application/json;q=0, application/pdf;q=0, */*;q=0.1', csv],
  ])('is, where the caller accepts %s, %s', async (accept, type) => {
    expect(await get('education-type', accept)).toMatchObject({ status: 200, type })
  })

  it.each([
    'text/html',
    'text/html; header=present',
    'application/xml',
    'image/*',
    'application/pdf;q=0',
    'text/csv;header=present;q=0',
    '*/*;q=0',
    'csv',
  ])('is none where the caller accepts only %s', async accept => {
    const { status, body } = await get('education-type', accept)
    expect(status).toBe(406)
    expect((body as Problem).code).toBe('not-acceptable')
  })

  it('is refused before it is known whether there is a report', async () => {
    const get = await reportApi({ data: proZo({ PRO: 8 }) })
    expect(await get('school', 'text/html')).toMatchObject({ status: 406 })
    expect(await get('school', 'text/csv')).toMatchObject({
      status: 404,
      type: 'application/problem+json',
      body: { code: 'report-not-available' },
    })
  })
})

describe('one report in three forms', () => {
  it('has one digest, in the JSON, in every row of the CSV and at the foot of every page', async () => {
    for (const level of ['school', 'education-type']) {
      const { digest } = (await get(level)).body as Report
      const rows = rowsOf((await get(level, 'text/csv')).text)
      expect(new Set(rows.map(row => row.CONTROLECODE))).toEqual(new Set([digest]))
      const { pages } = readPdf((await get(level, 'application/pdf')).bytes)
      expect(pages.map(({ artifacts }) => artifacts.includes(`Controlecode ${digest}`))).not.toContain(false)
    }
  })
})

describe('the board in the PDF', () => {
  const movedTo = { boardId: '99002' as BoardId, boardName: 'Stichting Noord' }
  const boardIn = async (options: Partial<Parameters<typeof reportApi>[0]>) => {
    const get = await reportApi({ data, ...options })
    const { all } = readPdf((await get('school', 'application/pdf')).bytes)
    return all
      .filter(({ type }) => type === 'TR')
      .find(({ children }) => children[0]?.text.trim() === 'Bevoegd gezag')
      ?.children[1]?.text.trim()
  }

  it('goes by its name, and is that of the consent while one is in force', async () => {
    expect(await boardIn({})).toBe('Stichting Zuid (99001)')
    expect(await boardIn({ movedTo })).toBe('Stichting Noord (99002)')
    expect(await boardIn({ movedTo, events: [given()] })).toBe('Stichting Zuid (99001)')
  })
})

describe('the PDF', () => {
  it('is made at the moment it was asked for', async () => {
    const { all } = readPdf((await get('education-type', 'application/pdf')).bytes)
    expect(all.map(({ text }) => text.trim())).toContain('11 mei 2027 14:03')
  })

  const hasConduct = async (get: Awaited<ReturnType<typeof reportApi>>, level: string): Promise<boolean> => {
    const { all } = readPdf((await get(level, 'application/pdf')).bytes)
    const texts = all.map(({ text }) => text.trim())
    const told = ['Hoe de vragenlijst is afgenomen', terms().conduct.surveyedGroup, '1 juli 2027']
    const found = told.filter(text => texts.includes(text))
    expect([0, told.length]).toContain(found.length)
    return found.length > 0
  }

  it('says nothing of conduct or date before a consent', async () => {
    expect(await hasConduct(get, 'education-type')).toBe(false)
  })

  it.each(phases.map(phase => [phase, ['given', 'in-delivery', 'delivered'].includes(phase)] as const))(
    'after %s says how the survey was held and when it is delivered: %s',
    async (phase, isTold) => {
      const get = await reportApi({ data, events: endingIn[phase] })
      expect(await hasConduct(get, 'education-type')).toBe(isTold)
      expect(await hasConduct(get, 'school')).toBe(false)
    },
  )

  it('says so at the level that was agreed to last', async () => {
    const get = await reportApi({ data, events: [given(), changed({ terms: terms({ level: 'school' }) })] })
    expect(await hasConduct(get, 'school')).toBe(true)
    expect(await hasConduct(get, 'education-type')).toBe(false)
  })
})
