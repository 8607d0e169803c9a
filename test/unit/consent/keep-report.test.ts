import { describe, expect, it } from 'vitest'
import type { LogState } from '../../../shared/consent/log.ts'
import { keepPromisedReport } from '../../../shared/consent/results-changed.ts'
import { dynamoKeptReports } from '../../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import type { MonitoringData } from '../../../shared/monitoring/ports.ts'
import {
  digestOf,
  given,
  inPhase,
  key,
  may11,
  noResults,
  otherResults,
  phases,
  results,
  stateAfter,
} from '../../support/builders.ts'
import { fakeTable } from '../../support/stores.ts'

/** The digest in what is kept of figures that are about to be replaced; undefined where nothing is. */
const kept = async (
  state: LogState | undefined,
  stored: MonitoringData,
  version = state?.savedVersion,
): Promise<string | undefined> => {
  const reports = dynamoKeptReports(fakeTable())
  await keepPromisedReport(reports, key, state && { state, version: version! }, stored, may11)
  const json = await reports.read({ ...key, level: 'education-type', digest: digestOf(results) })
  return json && JSON.parse(json).digest
}

const promised = given({ reportDigest: digestOf(results) })

describe('the report that a consent promised', () => {
  it('is kept before its figures are replaced', async () => {
    expect(await kept(stateAfter(promised), results)).toBe(digestOf(results))
  })

  it('is kept of the figures that it was promised of alone', async () => {
    expect(await kept(stateAfter(promised), otherResults)).toBeUndefined()
    expect(await kept(stateAfter(promised), noResults)).toBeUndefined()
  })

  it('is kept when the first newer figures come, and not again', async () => {
    const state = stateAfter(promised)
    expect(await kept(state, results, state.savedVersion + 1)).toBeUndefined()
  })

  it.each(phases.filter(phase => phase !== 'given'))('is none in phase %s', async phase => {
    expect(await kept(inPhase(phase), results)).toBeUndefined()
  })

  it('is none without a consent', async () => {
    expect(await kept(undefined, results)).toBeUndefined()
  })
})
