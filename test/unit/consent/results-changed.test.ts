import { describe, expect, it } from 'vitest'
import { recordResultsChanged } from '../../../shared/consent/results-changed.ts'
import type { BoardId } from '../../../shared/directory/identifiers.ts'
import {
  aSchool,
  changed,
  deVries,
  digestOf,
  endingIn,
  given,
  key,
  may11,
  otherResults,
  phases,
  results,
  terms,
  withdrawn,
} from '../../support/builders.ts'
import { overtakenAt } from '../../support/interrupted.ts'
import { aService, type Service } from '../../support/service.ts'
import { proZo } from '../monitoring/survey.ts'

const figuresCameIn = ({ events, store, clock }: Service, log = events) =>
  recordResultsChanged({ log, store }, key, clock())

/** A log in which something else happens just before the first append. */
const overtakenBy = ({ events }: Service, happens: () => Promise<unknown>) =>
  overtakenAt({ events }, 'events.append', happens).events

describe('newer results or pupils', () => {
  it('that change the document of a consent in force are told by exactly one event, by nobody', async () => {
    const service = await aService({ data: otherResults })
    await service.happened(given())
    await figuresCameIn(service)
    await figuresCameIn(service)
    expect(await service.types()).toEqual(['given', 'results-changed'])
    expect(await service.head()).toMatchObject({
      version: 2,
      at: may11,
      by: null,
      request: null,
      state: { phase: 'given', consent: { reportDigest: digestOf(otherResults) } },
    })
  })

  it('are no event before the first consent', async () => {
    const service = await aService()
    await figuresCameIn(service)
    expect(await service.types()).toEqual([])
  })

  it.each(phases.filter(phase => phase !== 'given'))('are no event once the consent is %s', async phase => {
    const service = await aService({ data: otherResults })
    await service.happened(...endingIn[phase])
    await figuresCameIn(service)
    expect((await service.head()).state.phase).toBe(phase)
    expect(await service.types()).not.toContain('results-changed')
  })

  it('that no longer allow the level leave the consent in force, without a document', async () => {
    const school = terms({ level: 'school' })
    const service = await aService({
      data: proZo({ HAVO: 20 }),
    })
    await service.happened(given({ terms: school, reportDigest: digestOf(results, school) }))
    await figuresCameIn(service)
    await figuresCameIn(service)
    expect(await service.types()).toEqual(['given', 'results-changed'])
    expect((await service.head()).state).toMatchObject({ phase: 'given', consent: { reportDigest: null } })
  })

  it('make a document under the board and the name of the consent, whatever those are now', async () => {
    const service = await aService()
    await service.happened(given())
    await service.directory.saveSchools([aSchool({ boardId: '99002' as BoardId, schoolName: 'Nieuw' })])
    await figuresCameIn(service)
    expect(await service.types()).toEqual(['given'])
  })

  it('that come in with a save that knew them already are no event of their own', async () => {
    const service = await aService({ data: otherResults })
    await service.happened(given())
    const save = changed({ by: deVries, reportDigest: digestOf(otherResults) })
    await figuresCameIn(
      service,
      overtakenBy(service, () => service.happens(save)),
    )
    expect(await service.types()).toEqual(['given', 'changed'])
  })

  it('that come in with a save that did not know them are told after it', async () => {
    const service = await aService({ data: otherResults })
    await service.happened(given())
    await figuresCameIn(
      service,
      overtakenBy(service, () => service.happens(changed())),
    )
    expect(await service.types()).toEqual(['given', 'changed', 'results-changed'])
  })

  it('that come in with a withdrawal are no event', async () => {
    const service = await aService({ data: otherResults })
    await service.happened(given())
    await figuresCameIn(
      service,
      overtakenBy(service, () => service.happens(withdrawn())),
    )
    expect(await service.types()).toEqual(['given', 'withdrawn'])
  })
})
