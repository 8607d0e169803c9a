import { describe, expect, it } from 'vitest'
import type { Person } from '../../../shared/consent/consent.ts'
import { type Command, recordOf, type SaveContext } from '../../../shared/consent/decider.ts'
import { durableLog } from '../../../shared/consent/durable-log.ts'
import type { LogRecord } from '../../../shared/consent/log.ts'
import type { EventLog, Ledger } from '../../../shared/consent/ports.ts'
import { type StartsFrom, save } from '../../../shared/consent/save.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'
import {
  context,
  deVries,
  endingIn,
  given,
  history,
  jansen,
  key,
  may11,
  noResults,
  resultsChanged,
  terms,
  traceId,
} from '../../support/builders.ts'
import { fakeStores } from '../../support/stores.ts'

const none: StartsFrom = { kind: 'none-exists' }
const from = (version: number | null): StartsFrom => ({ kind: 'version', version })

interface Asked {
  startsFrom?: StartsFrom | undefined
  sent?: unknown
  by?: Person
  at?: Instant
  /** What the caller's side read, where that is not the newest. */
  seen?: LogRecord | undefined
  with?: Partial<SaveContext>
}

const desk = (
  log = fakeStores().events,
  answering: Partial<Pick<EventLog, 'record' | 'appendDurably' | 'makeDurable'>> = {},
) => {
  const ask = async (command: (by: Person, at: Instant) => Command, asked: Asked) => {
    const { by = jansen, at = may11, sent = null } = asked
    const head = 'seen' in asked ? asked.seen : await log.head(key)
    const request = { command: command(by, at), startsFrom: asked.startsFrom, sent, traceId }
    return save({ ...log, ...answering }, key, head, request, context(asked.with))
  }
  return {
    log,
    types: async () => (await log.history(key)).map(({ type }) => type),
    give: (asked: Asked = {}) =>
      ask((by, at) => ({ kind: 'save', terms: terms(), by, at }), { sent: { level: 'a' }, ...asked }),
    withdraw: (asked: Asked = {}) => ask((by, at) => ({ kind: 'withdraw', by, at }), asked),
  }
}

const deskAfter = async (...events: Parameters<typeof history>) => {
  const log = fakeStores().events
  for (const record of history(...events)) await log.append(record)
  return desk(log)
}

const mismatch = { refused: 'version-mismatch' }
const savedAs = (version: number) => ({ saved: expect.objectContaining({ version }) })

describe('what is answered as saved', () => {
  const withLedger = () => {
    const { eventStore, ledger, restoreGuard } = fakeStores()
    let isAway = false
    const keep: Ledger['keep'] = record =>
      isAway ? Promise.reject(new Error('S3 is away')) : ledger.keep(record)
    return {
      ...desk(durableLog({ store: eventStore, ledger: { ...ledger, keep }, restoreGuard })),
      /** The versions there are. */
      kept: async () => {
        const read = await Promise.all([1, 2, 3, 4, 5].map(version => ledger.read({ ...key, version })))
        return read.flatMap(facts => facts?.version ?? [])
      },
      away: (is: boolean) => {
        isAway = is
      },
    }
  }

  it('is no success where the ledger cannot be reached, nor is its repetition, until it can', async () => {
    const { give, kept, away } = withLedger()
    away(true)
    await expect(give({ startsFrom: none })).rejects.toThrow('away')
    await expect(give({ startsFrom: none })).rejects.toThrow('away')
    away(false)
    expect(await give({ startsFrom: none })).toEqual(savedAs(1))
    expect(await kept()).toEqual([1])
  })
})

describe('a save', () => {
  it('starts a log where none exists', async () => {
    const { give, log } = desk()
    expect(await give({ startsFrom: none })).toEqual({ saved: await log.head(key) })
    expect(await log.head(key)).toMatchObject({ version: 1, type: 'given', by: jansen, at: may11 })
  })

  it('continues the version it starts from', async () => {
    const { give, withdraw, types } = await deskAfter(given())
    expect(await give({ startsFrom: from(1) })).toEqual(savedAs(2))
    expect(await withdraw({ startsFrom: from(2) })).toEqual(savedAs(3))
    expect(await give({ startsFrom: from(3) })).toEqual(savedAs(4))
    expect(await types()).toEqual(['given', 'changed', 'withdrawn', 'given'])
  })

  it.each([
    { from: none, after: 'given' },
    { from: none, after: 'withdrawn' },
    { from: from(9), after: 'given' },
    { from: from(null), after: 'given' },
    { from: from(1), after: 'withdrawn' },
  ] as const)('from %o is refused where the newest version is another ($after)', async asked => {
    const { give, types } = await deskAfter(...endingIn[asked.after])
    expect(await give({ startsFrom: asked.from })).toEqual(mismatch)
    expect(await types()).toHaveLength(endingIn[asked.after].length)
  })

  it('from a version is refused where there is no consent at all', async () => {
    expect(await desk().give({ startsFrom: from(1) })).toEqual(mismatch)
  })

  it('must say what it starts from', async () => {
    const { give, withdraw } = await deskAfter(given())
    expect(await give()).toEqual({ refused: 'version-required' })
    expect(await withdraw()).toEqual({ refused: 'version-required' })
  })

  it('is refused for its version before it is refused for anything else', async () => {
    const { give, withdraw } = await deskAfter(...endingIn.delivered)
    expect(await give()).toEqual({ refused: 'version-required' })
    expect(await give({ startsFrom: none })).toEqual(mismatch)
    expect(await withdraw({ startsFrom: from(1) })).toEqual(mismatch)
    expect(await withdraw({ startsFrom: from(3) })).toEqual({ conflict: 'already-delivered' })
  })
})

describe('a withdrawal of a consent that was never given', () => {
  it('is not found, whatever it starts from', async () => {
    const { withdraw } = desk()
    const notFound = { refused: 'consent-not-found' }
    expect(await withdraw()).toEqual(notFound)
    expect(await withdraw({ startsFrom: none })).toEqual(notFound)
    expect(await withdraw({ startsFrom: from(1) })).toEqual(notFound)
  })
})

describe('a repeated request', () => {
  const afterTheDeadline = instantFrom('2027-08-01T12:00:00Z')

  it('gets the same answer, and is no second save', async () => {
    const { give, withdraw, types } = desk()
    const first = await give({ startsFrom: none })
    expect(await give({ startsFrom: none })).toEqual(first)
    const second = await withdraw({ startsFrom: from(1) })
    expect(await withdraw({ startsFrom: from(1) })).toEqual(second)
    expect(await types()).toEqual(['given', 'withdrawn'])
  })

  it('gets it after the deadline too, and when calendar and results say otherwise by now', async () => {
    const { give, types } = desk()
    const first = await give({ startsFrom: none })
    const later = { at: afterTheDeadline, with: { windows: [], data: noResults } }
    expect(await give({ startsFrom: none, ...later })).toEqual(first)
    expect(await types()).toEqual(['given'])
  })

  it('is of the same person: another of the same name is somebody else', async () => {
    const { give } = desk()
    await give({ startsFrom: none })
    expect(await give({ startsFrom: none, by: { ...jansen, sub: 'u-3' } })).toEqual(mismatch)
    expect(await give({ startsFrom: none, by: { ...jansen, name: 'M. Jansen-Smit' } })).toEqual(savedAs(1))
  })

  it('has the same body and starts from the same version', async () => {
    const { give, withdraw } = desk()
    await give({ startsFrom: none, sent: { level: 'a', deliveryDate: 'b' } })
    expect(await give({ startsFrom: none, sent: { level: 'b', deliveryDate: 'b' } })).toEqual(mismatch)
    expect(await give({ startsFrom: none, sent: { deliveryDate: 'b', level: 'a' } })).toEqual(savedAs(1))
    expect(await give({ startsFrom: from(1), sent: { level: 'a', deliveryDate: 'b' } })).toEqual(savedAs(2))
    expect(await withdraw({ startsFrom: from(1) })).toEqual(mismatch)
  })

  it('is refused once something else has happened', async () => {
    const { give, log, types } = desk()
    await give({ startsFrom: none })
    await log.append(recordOf(key, await log.head(key), resultsChanged(null)))
    expect(await give({ startsFrom: none })).toEqual(mismatch)
    expect(await types()).toEqual(['given', 'results-changed'])
  })
})

describe('saves that race', () => {
  it('from the same version: one is saved, the other is told that it was overtaken', async () => {
    const { give, withdraw, log, types } = await deskAfter(given())
    const seen = await log.head(key)
    const answers = await Promise.all([
      give({ startsFrom: from(1), seen }),
      withdraw({ startsFrom: from(1), seen, by: deVries }),
    ])
    expect(answers).toEqual([savedAs(2), mismatch])
    expect(await types()).toEqual(['given', 'changed'])
  })

  it('of one request sent twice at once: both get the same answer, one event is stored', async () => {
    const { give, types } = desk()
    const twice = { startsFrom: none, seen: undefined }
    const [one, other] = await Promise.all([give(twice), give(twice)])
    expect(one).toEqual(savedAs(1))
    expect(other).toEqual(one)
    expect(await types()).toEqual(['given'])
  })
})

describe('a write whose answer was lost', () => {
  const log = fakeStores().events
  const sentAgain = desk(log, {
    appendDurably: async record => {
      await log.append(record)
      return log.append(record)
    },
  })

  it('and was sent again has saved', async () => {
    expect(await sentAgain.give({ startsFrom: none })).toEqual(savedAs(1))
    expect(await sentAgain.types()).toEqual(['given'])
  })

  it('has saved, though something else has happened since', async () => {
    const overtaken = desk(log, {
      appendDurably: async record => {
        await log.append(record)
        await log.append(recordOf(key, record, resultsChanged(null)))
        return 'conflict'
      },
    })
    expect(await overtaken.give({ startsFrom: from(1), sent: { level: 'b' } })).toEqual(savedAs(2))
    expect(await overtaken.types()).toEqual(['given', 'changed', 'results-changed'])
  })
})
