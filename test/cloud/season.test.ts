import { writeFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { until } from '../support/until.ts'
import { reportArrived } from './arrived.ts'
import { invoke } from './behind.ts'
import { Guide } from './guide.ts'
import { attempt, run } from './operator.ts'
import { tokenOf } from './stubs.ts'
import { now, tomorrow } from './trial-day.ts'

/** Another than that of the story, which gave its consent before. */
const school = '99BA00'

/** The page's example, of this stage, and tomorrow. */
const here = (commands: string): string =>
  commands
    .replaceAll('2027-07-01', tomorrow)
    .replaceAll('99AA00', school)
    .replace('--stage prod', '--stage dev')

/** So far ahead that it is a quarter past eight on the delivery date, when the page has operators look. */
const untilTheDate = (): number =>
  now.toPlainDate().add({ days: 1 }).toZonedDateTime({ timeZone: now.timeZoneId, plainTime: '08:15' })
    .epochMilliseconds - now.epochMilliseconds

/** Each sentence goes on where the one before ended, with the next commands of the page. */
describe('an operator through a delivery date, by docs/deploy.md', { timeout: 300_000 }, () => {
  const guide = new Guide('The first consent', 'Stubs', 'The season')
  const next = (expected: string): string => here(guide.next(expected))
  let stubs = ''

  it('sees a school give consent by the API, as a portal does, and the board be told', async () => {
    const token = await tokenOf({ role: 'school', name: 'L. Visser', schools: [school] })
    const given = await run(next('--request PUT').replace(/<access token[^>]*>/, token))
    expect(given).toMatch(/HTTP\/\S+ 201/)
    const look = next('list-schedules')
    const told = await until(
      () => run(look),
      text => /"sent"[\s\S]*_1\tENABLED/.test(text),
      60,
    )
    expect(told).toContain(`${school}_2026-2027_1\tENABLED`)
    expect(told).toMatch(/"status":"planned"[^\n]*$/)
  })

  it('has a token of anybody, and sees that nothing was delivered', async () => {
    stubs = next('/received')
    expect(await run(stubs)).toMatch(/\{"accessToken":"\S+"\}\s*\{"items":\[\]\}$/)
  })

  it('sees that all is ready for the date', async () => {
    await run(next('calendar set'))
    const preflight = await attempt(next('preflight'))
    expect(preflight.out.match(/^✗ .*$/gm)).toEqual([
      expect.stringMatching(/mail domain/),
      expect.stringMatching(/DMARC/),
    ])
    // As its rule does every five minutes.
    await invoke('sweep')
    const ready = await run(next('ready'))
    expect(ready).toMatch(/^✓ {2}schedules +(\d) consents, \1 schedules; 0 schedules without a consent$/m)
    expect(await run(next('health'))).not.toMatch(/^[✗·]/m)
  })

  it('sees on the date what was delivered, by its schedule alone', async () => {
    await writeFile(process.env.EMULATOR_CLOCK!, String(untilTheDate()))
    const delivered = 'npx doorlevering deliveries list --school-year 2026-2027 --status delivered --json'
    const { items } = JSON.parse(
      await until(
        () => run(delivered),
        text => text.includes(school),
        120,
      ),
    )
    await invoke('sweep')
    expect(await run(next('health'))).not.toMatch(/^[✗·]/m)
    expect(await run(next('--status failed'))).toBe('No deliveries.\n')
    expect(await run(next('retry'))).toBe('Nothing failed.\n')
    expect(await run(next('not-delivered'))).toMatch(/2027-09-01 {2}2027-09-10 {2}not-delivered$/m)
    expect(guide.left).toEqual([])

    const [delivery] = items.filter(({ schoolId }: { schoolId: string }) => schoolId === school)
    expect(await run(stubs)).toContain(delivery.receiptId)
    expect(await reportArrived(delivery)).toMatchObject({ schoolId: school, groups: [{ respondents: 84 }] })
  })
})
