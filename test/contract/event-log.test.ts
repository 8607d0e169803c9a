import { beforeEach, expect, it } from 'vitest'
import { dynamoEventStore } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import type { LogRecord, RecordedFacts } from '../../shared/consent/log.ts'
import type { EventStore } from '../../shared/consent/ports.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { everything, rangesOf } from '../../shared/directory/listing.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import {
  aSchool,
  changed,
  delivered,
  failed,
  given,
  history,
  key,
  nothingToDeliver,
  resultsChanged,
  retried,
  schoolYear,
  started,
  terms,
  traceId,
  withdrawn,
} from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

const notAnonymous = terms({
  conduct: {
    representative: false,
    surveyedGroup: 'Leerjaar 1\n\ten 3, “bovenbouw” 👩‍🏫',
    anonymous: false,
    notAnonymousReason: 'Ingelogd.',
  },
})

/** Logs in which every event and every field occurs. */
const longLogs = [
  history(
    given({ terms: notAnonymous }),
    changed(),
    resultsChanged(null),
    withdrawn(),
    given({ at: instantFrom('2027-05-20T10:00:00Z') }),
    started(),
    failed(2),
    retried(),
    delivered(3),
  ),
  history(given(), nothingToDeliver, withdrawn('2027-07-03T10:00:00Z')),
]

const of = (schoolId: string, year = '2026-2027') => ({
  schoolId: schoolId as SchoolId,
  schoolYear: year as SchoolYear,
})

onBothTables<EventStore>('the log of a consent', dynamoEventStore, log => {
  const appendAll = async (records: readonly LogRecord[]): Promise<void> => {
    for (const record of records) expect(await log.append(record)).toBe('appended')
  }

  it('is empty at first', async () => {
    expect(await log.head(key)).toBeUndefined()
    expect(await log.record(key, 1)).toBeUndefined()
    expect(await log.history(key)).toEqual([])
    expect(await log.schoolYears(key.schoolId)).toEqual([])
    expect(await log.headsOf(schoolYear, [everything])).toEqual({ heads: [], unreadable: [] })
    expect(await log.headsAfter(schoolYear, undefined, 10)).toEqual({ heads: [], unreadable: [] })
    expect(await log.records([])).toEqual([])
  })

  it.each(longLogs.map(records => ({ records, length: records.length })))(
    'gives back $length events as they were written, oldest first',
    async ({ records }) => {
      await appendAll(records)
      expect(await log.history(key)).toStrictEqual(records)
      expect(await log.head(key)).toStrictEqual(records.at(-1))
      for (const record of records) expect(await log.record(key, record.version)).toStrictEqual(record)
      expect(await log.record(key, records.length + 1)).toBeUndefined()
    },
  )

  it('has the fingerprint and the trace of the request that made an event', async () => {
    const record = recordOf(key, undefined, given(), { request: 'a-fingerprint', traceId })
    await appendAll([record])
    expect(await log.head(key)).toMatchObject({ request: 'a-fingerprint', traceId })
  })

  it('keeps its newest event the newest beyond nine, and beyond ninety-nine', async () => {
    const records = history(given(), ...Array.from({ length: 110 }, () => changed()))
    await appendAll(records)
    expect((await log.head(key))?.version).toBe(111)
    expect((await log.history(key)).map(({ version }) => version)).toEqual(
      records.map(({ version }) => version),
    )
  })

  it('takes a version once, whoever comes second and with what', async () => {
    const [first, second] = history(given(), changed())
    await appendAll([first!, second!])
    expect(await log.append(recordOf(key, first, withdrawn()))).toBe('conflict')
    expect(await log.append(first!)).toBe('conflict')
    expect(await log.history(key)).toStrictEqual([first, second])
  })

  it('takes one of thirty that race for one version', async () => {
    await appendAll(history(given()))
    const head = await log.head(key)
    const racing = Array.from({ length: 30 }, (_, number) =>
      recordOf(key, head, changed({ by: { sub: `u-${number}`, name: `P. ${number}`, role: 'school' } })),
    )
    const outcomes = await Promise.all(racing.map(record => log.append(record)))
    expect(outcomes.filter(outcome => outcome === 'appended')).toHaveLength(1)
    expect(outcomes.filter(outcome => outcome === 'conflict')).toHaveLength(29)
    expect(await log.history(key)).toHaveLength(2)
    expect(await log.head(key)).toStrictEqual(racing[outcomes.indexOf('appended')])
  })

  it('is apart from that of another school and of another school year', async () => {
    const others = [of('99AA01'), of('99AA00', '2027-2028'), of('99AA00', '2025-2026')]
    await appendAll([key, ...others].map(each => recordOf(each, undefined, given())))
    await appendAll([recordOf(key, await log.head(key), withdrawn())])
    for (const other of others) expect((await log.head(other))?.version).toBe(1)
    expect((await log.head(key))?.version).toBe(2)
    expect([...(await log.schoolYears(key.schoolId))].sort()).toEqual(['2025-2026', '2026-2027', '2027-2028'])
    expect(await log.schoolYears(of('99AA01').schoolId)).toEqual(['2026-2027'])
  })

  it('shares no object with whoever wrote or read it', async () => {
    const record = structuredClone(recordOf(key, undefined, given()))
    await appendAll([record])
    Object.assign(record.state.consent, { schoolName: 'Anders' })
    Object.assign((await log.head(key))!.state.consent, { schoolName: 'Anders' })
    expect((await log.head(key))?.state.consent.schoolName).toBe('Het Voorbeeld College')
  })
})

onBothTables<EventStore>('the newest events of a school year', dynamoEventStore, log => {
  beforeEach(async () => {
    const logs = [
      ...longLogs[0]!,
      ...['98ZZ09', '99AB00', '11AA00'].map(id => recordOf(of(id), undefined, given())),
      recordOf(of('11AA00', '2025-2026'), undefined, given()),
    ]
    for (const record of logs) await log.append(record)
  })

  const namesOf = (heads: readonly RecordedFacts[]) =>
    heads.map(({ schoolId, version, state }) => `${schoolId} ${version} ${state.phase}`)

  it('are one for each log, whatever follows what', async () => {
    const { heads } = await log.headsOf(schoolYear, [everything])
    expect(namesOf(heads).sort()).toEqual([
      '11AA00 1 given',
      '98ZZ09 1 given',
      '99AA00 9 delivered',
      '99AB00 1 given',
    ])
    expect((await log.headsOf('2025-2026' as SchoolYear, [everything])).heads).toHaveLength(1)
    expect((await log.headsOf('2024-2025' as SchoolYear, [everything])).heads).toEqual([])
  })

  it('are the events themselves, but for what was done about them', async () => {
    const { effects: _, nextAttemptAt: __, ...facts } = longLogs[0]!.at(-1)!
    const { heads } = await log.headsOf(schoolYear, [everything])
    expect(heads.find(({ schoolId }) => schoolId === '99AA00')).toStrictEqual(facts)
  })

  it('are found by the board that the consent is of', async () => {
    const other = given({ boardId: '99002' as BoardId })
    await log.append(recordOf(of('99AD00'), undefined, other))
    const stretchesOfBoards = (...boards: string[]) =>
      rangesOf(
        boards.flatMap(board =>
          ['11AA00', '99ZZ99'].map(id => aSchool({ boardId: board as BoardId, schoolId: id as SchoolId })),
        ),
      )
    const namesIn = async (...boards: string[]) =>
      namesOf((await log.headsOf(schoolYear, stretchesOfBoards(...boards))).heads).sort()
    expect(await namesIn('99002')).toEqual(['99AD00 1 given'])
    expect(await namesIn('99001')).toHaveLength(4)
    expect(await namesIn('99001', '99002')).toHaveLength(5)
    expect(await namesIn('99003')).toEqual([])
  })

  it('are read part by part, in the order of boards and schools', async () => {
    const read: string[] = []
    let place: string | undefined
    do {
      const page = await log.headsAfter(schoolYear, place, 2)
      read.push(...namesOf(page.heads))
      place = page.next
      expect(page.heads.length).toBeLessThanOrEqual(2)
    } while (place)
    expect(read.slice(0, 4)).toEqual([
      '11AA00 1 given',
      '98ZZ09 1 given',
      '99AA00 9 delivered',
      '99AB00 1 given',
    ])
  })

  it('stay the same when those before them are taken out of the lists', async () => {
    const { heads: before } = await log.headsOf(schoolYear, [everything])
    for (const version of [3, 9, 9, 1]) await log.unlistBefore({ ...key, version })
    const { heads } = await log.headsOf(schoolYear, [everything])
    expect(namesOf(heads).sort()).toEqual(namesOf(before).sort())
    expect(await log.history(key)).toStrictEqual(longLogs[0])
    await log.unlistBefore({ ...of('77AA00'), version: 3 })
    expect(await log.history(of('77AA00'))).toEqual([])
  })

  it('are read with their effects in the order in which they are asked for', async () => {
    const heads = (await log.headsOf(schoolYear, [everything])).heads.toSorted((one, other) =>
      one.schoolId < other.schoolId ? 1 : -1,
    )
    const records = await log.records(heads)
    expect(records.map(({ schoolId, version }) => ({ schoolId, version }))).toEqual(
      heads.map(({ schoolId, version }) => ({ schoolId, version })),
    )
    expect(records.find(({ schoolId }) => schoolId === '99AA00')).toStrictEqual(longLogs[0]!.at(-1))
  })

  it('leave out what is not there', async () => {
    expect(await log.records([{ ...of('98ZZ09'), version: 9 }])).toEqual([])
  })
})

onBothTables<EventStore>('more newest events than one request can ask for', dynamoEventStore, log => {
  it('are all found', async () => {
    const ids = Array.from(
      { length: 130 },
      (_, number) => `${10 + (number % 90)}AA0${Math.floor(number / 90)}`,
    )
    for (const id of ids) await log.append(recordOf(of(id), undefined, given()))
    const { heads } = await log.headsOf(schoolYear, [everything])
    expect(heads.map(({ schoolId }) => schoolId).sort()).toEqual(ids.toSorted())
    expect((await log.records(heads)).map(({ schoolId }) => schoolId).sort()).toEqual(ids.toSorted())
  })
})
