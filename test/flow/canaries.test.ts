import {
  GetScheduleCommand,
  ListSchedulesCommand,
  type ListSchedulesCommandOutput,
} from '@aws-sdk/client-scheduler'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type LocalService, localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import { terms } from '../support/api/terms.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { figure } from '../support/figures.ts'

/** Values that stand for what is personal, each to be recognized wherever it comes up. */
const canaries = new Set<string>()
const canary = (what: string): string => {
  const value = `Kanarie-${what}-${canaries.size + 1}`
  canaries.add(value)
  return value
}
const address = (): string => {
  const value = `kanarie.${canaries.size + 1}@bestuur.example`
  canaries.add(value)
  return value
}
const who = (claims: object) => ({ name: canary('naam'), sub: canary('sub'), ...claims })
const administrators = (count: number) =>
  Array.from({ length: count }, () => ({ name: canary('beheerder'), email: address() }))
const told = () =>
  terms({
    conduct: { surveyedGroup: canary('groep'), anonymous: false, notAnonymousReason: canary('reden') },
  })

/** What stands in a place that names nobody, but for the canaries that may stand there. */
const canariesIn = (texts: readonly string[], except: ReadonlySet<string> = new Set()): readonly string[] =>
  [...canaries].filter(value => !except.has(value) && texts.some(text => text.includes(value)))

const log = new InMemoryLog()
const problems: string[] = []
const planned: string[] = []
const queued: string[] = []
let service: LocalService

/** What the Scheduler and the queue hold at this moment. */
const look = async (): Promise<void> => {
  const { scheduler, queues, deadLetters } = service.environment
  const { Schedules = [] } = (await scheduler.send(
    new ListSchedulesCommand({}),
  )) as ListSchedulesCommandOutput
  for (const { Name, GroupName } of Schedules)
    planned.push(JSON.stringify(await scheduler.send(new GetScheduleCommand({ Name, GroupName }))))
  for (const queue of [...Object.values(queues), deadLetters])
    queued.push(...queue.messages().map(({ body }) => body))
}

type Caller = Awaited<ReturnType<LocalService['caller']>>

/** A refusal may say which property it does not know, and what was asked for. */
const asks = async (caller: Caller, request: Parameters<Caller['request']>[0]): Promise<number> => {
  const answer = await caller.request<{ instance?: string; errors?: object[] }>(request)
  if (answer.status < 400) return answer.status
  const { instance: _, errors, ...problem } = answer.body
  const withoutPlace = errors?.map(fault => ({ ...fault, pointer: '', parameter: '' }))
  problems.push(JSON.stringify({ ...problem, errors: withoutPlace }))
  return answer.status
}

/** Everybody does all there is to do, well and badly, and with faults. */
const live = async (): Promise<void> => {
  const tokens: string[] = []
  const enter = async (claims: object) => {
    const all = who(claims)
    tokens.push(await service.tokenOf(all))
    return service.caller(all)
  }
  const school = await enter({ role: 'school', schools: ['99AA00', '99AB00'] })
  const colleague = await enter({ role: 'school', schools: ['99AA00'] })
  const stranger = await enter({ role: 'school', schools: ['99AC00'] })
  const board = await enter({ role: 'board', board: '99001' })
  const operator = await enter({ role: 'operator' })
  for (const token of tokens) canaries.add(token.split('.')[1] ?? token)

  const list = '/v1/boards/99001/administrators'
  await asks(board, { method: 'PUT', path: list, body: { items: administrators(4) } })
  const [bad] = administrators(1)
  await asks(board, { method: 'PUT', path: list, body: { items: [{ ...bad, name: `${bad!.name}\n` }] } })
  await asks(board, {
    method: 'PUT',
    path: list,
    body: { items: [bad, bad], [canary('veld')]: canary('waarde') },
  })
  await asks(operator, { method: 'PUT', path: list, body: { items: administrators(1) } })

  service.environment.mailbox.setFaults(
    ['throttle', 'lost-response', 'bounced', 'rejected', 'error'].map(kind => ({ kind }) as never),
  )
  const path = paths.consent('99AA00')
  const give = { method: 'PUT', path, body: told(), headers: { 'if-none-match': '*' } }
  await asks(school, give)
  await asks(colleague, give)
  await asks(stranger, give)
  await asks(colleague, { ...give, body: told(), headers: { 'if-match': '"1"' } })
  await look()
  await asks(board, { method: 'DELETE', path, headers: { 'if-match': '"2"' } })
  await asks(board, { ...give, body: told(), headers: { 'if-match': '"3"' } })
  await asks(board, { ...give, body: told(), headers: { 'if-match': canary('versie') } })
  await asks(board, { ...give, body: { ...told(), level: canary('niveau'), [canary('veld')]: 1 } })
  await asks(board, { ...give, body: told(), headers: { 'content-type': canary('media') } })
  await asks(school, {
    ...give,
    path: paths.consent('99AB00'),
    body: { ...told(), deliveryDate: '2027-06-01' },
  })
  await asks(school, { path: `/v1/${canary('pad')}` })
  await asks(operator, { path: `/v1/imports/${canary('import')}%20x` })
  await asks(operator, { path: `/v1/deliveries?cursor=${canary('cursor')}&status=${canary('status')}` })
  await asks(operator, { path, headers: { traceparent: canary('spoor') } })
  await asks(operator, { path, headers: { authorization: `Bearer ${canary('token')}` } })

  await operator.bring(
    'administrators',
    `BEVOEGD GEZAG NUMMER;NAAM;E-MAILADRES\n99001;${canary('naam')};${canary('adres')}\n`,
  )
  await operator.bring(
    'administrators',
    `BEVOEGD GEZAG NUMMER;NAAM;E-MAILADRES\n99001;${canary('naam')};${address()}\n`,
  )
  await operator.bring(
    'pupils',
    `VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN\n${canary('code')};x;${canary('soort')};1\n`,
  )
  const { importId } = await operator.bring('pupils', `${canary('kop')}\n`)
  await asks(operator, { path: `/v1/imports/${importId}` })

  await service.orderInspectorateFaults(
    { kind: 'timeout' },
    { kind: 'lost-response' },
    { kind: 'status', status: 503, retryAfterSeconds: 60 },
  )
  await service.moveClockTo('2027-06-01T07:59:00+02:00')
  await look()
  await service.orderInspectorateFaults({ kind: 'timeout' }, { kind: 'status', status: 422 })
  await service.moveClockTo('2027-07-01T07:59:00+02:00')
  await look()
  await asks(operator, { method: 'POST', path: '/v1/deliveries/99AA00_2026-2027_4/attempts' })
  await service.moveClockTo('2027-07-02T09:00:00+02:00')

  service.environment.loseTable(service.environment.backup())
  await asks(school, { path })
  await service.moveClockTo('2027-07-02T10:00:00+02:00')
  await service.environment.invoke('replay-ledger')
  await look()
}

beforeAll(async () => {
  service = await localService({}, log)
  await live()
}, 120_000)
afterAll(() => service.stop())

describe('what is personal', () => {
  it('came by in many forms and many ways', async () => {
    expect(canaries.size).toBeGreaterThanOrEqual(40)
    const { items } = await (await service.caller(who({ role: 'operator' }))).get<{
      items: { status: string }[]
    }>('/v1/deliveries')
    expect(items.map(({ status }) => status).sort()).toEqual(['delivered', 'delivered'])
    const mails = await service.mails()
    expect(canariesIn(mails.flatMap(({ to, text }) => [...to, text])).length).toBeGreaterThan(3)
    for (const code of [
      'MAIL_FAILED',
      'MAIL_BOUNCED',
      'DELIVERY_POSTPONED',
      'DELIVERY_FAILED',
      'IMPORT_REJECTED',
    ])
      expect(log.codes, code).toContain(code)
    expect(planned.length).toBeGreaterThan(0)
    expect(problems.length).toBeGreaterThanOrEqual(12)
  })

  it('stands in no log line', () => {
    expect(log.lines.length).toBeGreaterThan(80)
    expect(canariesIn(log.lines.map(({ text }) => text))).toEqual([])
  })

  it('stands in no schedule, message or dead letter', () => {
    expect(canariesIn([...planned, ...queued])).toEqual([])
  })

  it('stands in no problem', () => {
    expect(canariesIn(problems)).toEqual([])
  })

  it('stands in the audit log only as the id of who did it', ({ task }) => {
    const ids = new Set([...canaries].filter(value => value.startsWith('Kanarie-sub-')))
    const lines = log.audited.map(line => JSON.stringify(line))
    expect(canariesIn(lines, ids)).toEqual([])
    expect(canariesIn(lines).length).toBeGreaterThan(3)
    const places = [...log.lines, ...planned, ...queued, ...problems, ...lines]
    figure(task, `canaries: ${canaries.size} personal values, ${places.length} places to leak, none leaked`)
  })
})
