import { describe, expect, it } from 'vitest'
import { make as makeDeliver } from '../../functions/deliver/handler.ts'
import { make as makeProcessEvents } from '../../functions/process-events/handler.ts'
import { make as makeReconcileSchedules } from '../../functions/reconcile-schedules/handler.ts'
import { make as makeRecordMailFeedback } from '../../functions/record-mail-feedback/handler.ts'
import { make as makeReplayLedger } from '../../functions/replay-ledger/handler.ts'
import { make as makeSweep } from '../../functions/sweep/handler.ts'
import { streamEvent } from '../../infra/local/fakes/stream.ts'
import { toLogItem } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { messageOf } from '../../shared/delivery/adapters/delivery-message.ts'
import type { Log } from '../../shared/platform/log.ts'
import { given, jansen, key, onTheDate, schoolYear, terms, window } from '../support/builders.ts'
import { interrupted } from '../support/interrupted.ts'
import { aService } from '../support/service.ts'

const personal = [
  jansen.name,
  jansen.sub,
  terms().conduct.surveyedGroup,
  'beheer@bestuur.example.nl',
  'eyJhbGciOi.token',
]

/** An error as storage, SES or a bug may throw it: it quotes all it was given, also where a stack would stand. */
class Quoting extends Error {
  readonly item = personal
  constructor() {
    super(`${personal.join(' ')}\n    at ${personal.join(':1:1\n    at ')}`)
  }
}

const due = async () => {
  const service = await aService({ now: onTheDate })
  await service.happened(given())
  await service.calendar.save(schoolYear, [window('2027-07-01')])
  return { service, ports: { ...service.ports, store: service.events } }
}

type Ports = Awaited<ReturnType<typeof due>>['ports'] & { log: Log }

/** Every function that nobody waits for, with what triggers it. */
const workers: Readonly<Record<string, (ports: Ports, all: Ports) => Promise<unknown>>> = {
  'process-events': async (ports, all) => {
    const head = (await all.events.head(key))!
    const item = toLogItem(head)
    const change = { tableName: 'doorlevering', eventName: 'INSERT', keys: item, newImage: item } as const
    return makeProcessEvents(withStore(ports))(streamEvent([{ ...change, sequenceNumber: '1' }]))
  },
  sweep: ports => makeSweep(withStore(ports))({}),
  deliver: ports => {
    const body = messageOf({ ...key, version: 1, traceId: '0'.repeat(32) as never })
    return makeDeliver(withStore(ports))({ Records: [{ messageId: 'm-1', body }] } as never)
  },
  'reconcile-schedules': ports => makeReconcileSchedules(ports)({}),
  'record-mail-feedback': ports => makeRecordMailFeedback(ports)({ reference: '99AA00_2026-2027_1' }),
  'replay-ledger': ports => makeReplayLedger(ports)({}),
}

const withStore = (ports: Ports) => ({ ...ports, store: (ports as unknown as { figures: never }).figures })

describe.each(Object.keys(workers))('%s, where whatever it asks fails and quotes all it was given', name => {
  it('logs and throws nothing that is personal', async () => {
    let failures = 0
    for (let number = 1; ; number += 1) {
      const { service, ports } = await due()
      let calls = 0
      const failing = interrupted({ ...ports, figures: service.ports.store }, async () => {
        calls += 1
        if (calls === number) throw new Quoting()
      })
      const thrown = await workers[name]!(failing as never, ports).then(
        () => undefined,
        (error: Error) => `${error.message} ${JSON.stringify(error)}`,
      )
      if (calls < number) break
      failures += 1
      const told = [...service.log.lines.map(({ text }) => text), thrown ?? '']
      expect(personal.filter(value => told.some(text => text.includes(value)))).toEqual([])
    }
    expect(failures).toBeGreaterThan(1)
  })
})
