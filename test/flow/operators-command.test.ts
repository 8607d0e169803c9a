import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { terms } from '../support/api/terms.ts'
import { commandIn, commandProcessIn, type Ended, opening } from '../support/command.ts'

const root = join(import.meta.dirname, '../..')
const demoData = (name: string): string => join(root, 'infra/local/demo-data', `${name}.csv`)

let service: LocalService
let folder: string
beforeAll(async () => {
  service = await localService()
  folder = await mkdtemp(join(tmpdir(), 'operator-'))
})
afterAll(async () => {
  await service.stop()
  await rm(folder, { recursive: true })
})

/** By the clock of the service, and waiting until nothing is under way there. */
const here = (folder: string) =>
  commandIn(folder, {
    now: () => Date.parse(service.environment.time.clock()),
    wait: async () => void (await service.idle()),
  })
/** At this service, for whoever is signed in there. */
const doorlevering = (...words: readonly string[]): Promise<Ended> =>
  here(folder)([...words, '--url', service.baseUrl])
const inItsOwnProcess = (...words: readonly string[]): Promise<Ended> =>
  commandProcessIn(folder)([...words, '--url', service.baseUrl])

const signIn = async (person: string, command: typeof here): Promise<Ended> => {
  let visited: Promise<Response> | undefined
  const browser = opening(address => {
    visited = fetch(`${address}&login_hint=${person}`)
  })
  const words = ['login', '--redirect', 'http://127.0.0.1:0/', '--url', service.baseUrl]
  const ended = await command(folder)(words, browser)
  expect((await visited)?.status).toBe(200)
  return ended
}

describe('an operator at the command line', () => {
  it('is told to sign in first', async () => {
    const { code, told } = await doorlevering('health')
    expect([code, told]).toEqual([
      1,
      expect.stringContaining(`npx doorlevering login --url ${service.baseUrl}`),
    ])
  })

  it('signs in by a browser, which leaves a token that nobody else may read', async () => {
    const head = await signIn('school-99AA00', here)
    expect([head.code, head.told]).toEqual([1, expect.stringContaining('A. de Jong is no operator')])
    const { code, out } = await signIn('operator', commandProcessIn)
    expect([code, out]).toEqual([0, `You are signed in at ${service.baseUrl} as R. Kuipers.\n`])
    expect((await stat(join(folder, 'doorlevering/sessions.json'))).mode & 0o777).toBe(0o600)
  })

  it('imports a file, and is told every fault of another by its line', async () => {
    const { code, out } = await inItsOwnProcess('import', 'schools', demoData('schools'))
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/^Import \S+ of schools: applied; 5 rows, 5 schools, 0 faults\.$/m),
    ])
    const file = join(folder, 'pupils.csv')
    await writeFile(
      file,
      (await readFile(demoData('pupils'), 'utf8')).replace('99AA00', '99ZZ00').replace(/;\d+\n$/, ';many\n'),
    )
    const wrong = await doorlevering('import', 'pupils', file)
    expect(wrong.code).toBe(1)
    expect(wrong.out).toMatch(/^LINE {2}COLUMN +FAULT +EXPECTED\n2 {5}VESTIGINGSCODE +unknown-school +\S/m)
    expect(wrong.out).toMatch(/LEERLINGEN +invalid-format/)
    const [, id = ''] = /^Import (\S+)/.exec(wrong.out) ?? []
    const again = await inItsOwnProcess('import-state', id, '--json')
    expect([again.code, JSON.parse(again.out)]).toMatchObject([1, { status: 'rejected', errorCount: 2 }])
  })

  it('does for the first schools what the page says', async () => {
    const page = await readFile(join(root, 'docs/deploy.md'), 'utf8')
    const [, section = ''] = /## The first schools\n([\s\S]*?)\n## /.exec(page) ?? []
    const calls = [...section.matchAll(/^npx doorlevering (import|calendar) (.*)$/gm)]
    expect(calls).toHaveLength(7)
    for (const [, name = '', words = ''] of calls)
      expect(await doorlevering(name, ...words.split(' '))).toMatchObject({ code: 0 })
  })

  it('sets the calendar', async () => {
    const windows = ['2027-06-01..2027-07-15', '2027-09-01:not-delivered']
    const set = await doorlevering('calendar', 'set', '2026-2027', ...windows)
    const shown = await doorlevering('calendar', 'show', '2026-2027')
    expect(shown.out).toBe(set.out)
    expect(shown.out).toBe(
      'FROM        UNTIL       FOR\n2027-06-01  2027-07-15  all\n2027-09-01  2027-09-01  not-delivered\n',
    )
  })

  it('tries again what the inspectorate refused, signed in for as long as the issuer lets them', async () => {
    const school = await service.caller({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })
    await school.give('99AA00', terms({ deliveryDate: '2027-07-01' }))
    await service.orderInspectorateFaults({ kind: 'status', status: 422 })
    // The token of the session lives an hour, and is renewed.
    await service.moveClockTo('2027-07-01T08:00:00+02:00')
    const deliveries = async (status: string) => {
      const { out } = await doorlevering('deliveries', 'list', '--status', status, '--json')
      return JSON.parse(out).items
    }
    expect(await deliveries('failed')).toMatchObject([{ deliveryId: '99AA00_2026-2027_1', attempts: 1 }])
    const retried = await doorlevering('deliveries', 'retry', '--all-failed')
    expect([retried.code, retried.out]).toEqual([0, '99AA00_2026-2027_1  in-progress\n'])
    await service.idle()
    expect(await deliveries('delivered')).toHaveLength(1)
    const twice = await doorlevering('deliveries', 'retry', '99AA00_2026-2027_1')
    expect([twice.code, twice.out]).toEqual([1, expect.stringContaining('409 delivery-not-failed')])
  })

  it('takes back results, once', async () => {
    const takeBack = ['results', 'take-back', '99BA00', '2026-2027', 'LTO-PO'] as const
    expect((await doorlevering(...takeBack)).out).toBe(
      'The LTO-PO results of 99BA00 in 2026-2027 are gone.\n',
    )
    expect(await doorlevering(...takeBack)).toMatchObject({ code: 1, told: expect.stringContaining('404') })
  })

  it('sees whether the service keeps up, also by a token', async () => {
    const token = await service.tokenOf({ role: 'operator', name: 'Olga' })
    const { code, out } = await doorlevering('health', '--token', token)
    expect([code, out.match(/^✓/gm)]).toEqual([0, ['✓', '✓', '✓', '✓', '✓']])
    const expired = await service.tokenOf({ role: 'operator', name: 'Olga', exp: 1 })
    const refused = await doorlevering('health', '--token', expired)
    expect([refused.code, refused.told]).toEqual([1, 'error: The token has expired: get a new one.\n'])
  })

  it('sees that service and issuer answer, and signs out', async () => {
    const { code, out } = await doorlevering('smoke')
    expect([code, out]).toEqual([0, expect.stringMatching(/^(✓ .*\n){4}$/)])
    expect((await doorlevering('logout')).code).toBe(0)
    expect((await doorlevering('deliveries', 'list')).told).toContain('You are not signed in')
  })
})
