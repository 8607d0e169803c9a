import { describe, expect, it } from 'vitest'
import { consentGuard } from '../../../shared/consent/consent-guard.ts'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import type { Instant } from '../../../shared/platform/time.ts'
import {
  delivered,
  digestOf,
  given,
  key,
  may11,
  onTheDate,
  otherResults,
  results,
  schoolId,
  schoolYear,
  started,
  withdrawn,
} from '../../support/builders.ts'
import { aService } from '../../support/service.ts'
import { restoreGuardOf } from '../../support/stores.ts'

const promised = given({ reportDigest: digestOf(results) })

/** What stands guard over the figures of a school to which that happened. */
const guarded = async (events: readonly ConsentEvent[], status: 'current' | 'behind' = 'current') => {
  const service = await aService()
  await service.happened(...events)
  const parts = { store: service.eventStore, ledger: service.ledger, restoreGuard: restoreGuardOf(status) }
  const guard = consentGuard(parts, service.store, service.reports)
  return {
    ...service,
    isClosed: (startedAt: Instant) => guard.isClosed(schoolId, schoolYear, startedAt),
    mayReplace: (startedAt: Instant) => guard.mayReplace(schoolId, schoolYear, startedAt, results),
    figuresChanged: () => guard.figuresChanged(schoolId, schoolYear, may11),
    kept: () => service.reports.read({ ...key, level: 'education-type', digest: digestOf(results) }),
  }
}

describe('figures of a file', () => {
  it.each<[string, ConsentEvent[], Instant, boolean]>([
    ['are taken before any consent', [], may11, true],
    ['are taken the day before the date', [promised], may11, true],
    ['are refused on the date', [promised], onTheDate, false],
    ['are taken on the date of a consent that was withdrawn', [promised, withdrawn()], onTheDate, true],
    ['are refused once delivered', [promised, started(), delivered()], may11, false],
  ])('%s', async (_, events, startedAt, isOpen) => {
    const { isClosed, mayReplace } = await guarded(events)
    expect(await isClosed(startedAt)).toBe(!isOpen)
    expect(await mayReplace(startedAt)).toBe(isOpen)
  })

  it('replace those of which the promised report is kept, and of which it is told', async () => {
    const school = await guarded([promised])
    expect(await school.kept()).toBeUndefined()
    await school.mayReplace(may11)
    expect(await school.kept()).toContain(digestOf(results))
    await school.importFigures(otherResults)
    await school.figuresChanged()
    expect(await school.types()).toEqual(['given', 'results-changed'])
  })

  it('are taken into a restored table whatever the date, and told of by the replay of the ledger', async () => {
    const school = await guarded([promised, started()], 'behind')
    expect(await school.isClosed(onTheDate)).toBe(false)
    expect(await school.mayReplace(onTheDate)).toBe(true)
    await school.figuresChanged()
    expect(await school.kept()).toBeUndefined()
    expect(await school.types()).toEqual(['given', 'delivery-started'])
  })
})
