import { beforeEach, describe, expect, it } from 'vitest'
import { keepPromisedReport } from '../../shared/consent/results-changed.ts'
import type { SchoolId } from '../../shared/directory/identifiers.ts'
import { processImport } from '../../shared/ingestion/processing.ts'
import { requestImport } from '../../shared/ingestion/requests.ts'
import { dynamoKeptReports } from '../../shared/monitoring/adapters/dynamo-kept-reports.ts'
import { apiFixture, deliverNow, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { operator } from '../support/api/people.ts'
import type { Items, Monitoring, Problem } from '../support/api/shapes.ts'
import { results } from '../support/api/survey.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { ConsentGuardDouble, InMemoryUploads } from '../support/doubles/imports.ts'
import { failingAlwaysAt } from '../support/interrupted.ts'
import { file } from '../unit/ingestion/import-desk.ts'

let api: TestApi
beforeEach(async () => {
  api = await apiFixture()
})

const { schoolId } = schools.vo

const takeBack = (questionnaire = 'LTO-VO', { of = schoolId as string, as = operator() } = {}) =>
  api.request<Problem>({ method: 'DELETE', path: paths.results(of, questionnaire), as })

const outcomeOf = async (answer: ReturnType<typeof takeBack>) => {
  const { status, body } = await answer
  return status === 204 ? [status] : [status, body.code]
}

const monitoring = async (of: SchoolId = schoolId) =>
  (await api.request<Monitoring>({ path: paths.monitoring(of), as: operator() })).body

const give = (level: 'school' | 'education-type', deliveryDate = '2027-07-01', from = 0) =>
  api.save(schoolId, { body: terms({ level, deliveryDate }), from })

const bringProZo = () => api.store.saveResults(schoolId, YEAR, results('PROZO', { PRO: 8 }))

describe('taking results back', () => {
  it('is done, and answered without a body, with the headers of every answer', async () => {
    const { status, headers, body } = await takeBack()
    expect({ status, body }).toEqual({ status: 204, body: undefined })
    expect(headers).toMatchObject({ 'api-version': expect.any(String), 'cache-control': 'no-store' })
    expect(headers).not.toHaveProperty('content-type')
    expect(await monitoring()).toMatchObject({ status: 'no-results', results: [], consent: null })
    expect(
      (await api.request<Items<Monitoring>>({ path: paths.monitorings(schoolId), as: operator() })).body,
    ).toMatchObject({ items: [{ schoolYear: YEAR, results: [] }] })
  })

  it('leaves the results of another questionnaire', async () => {
    await bringProZo()
    expect(await outcomeOf(takeBack())).toEqual([204])
    expect((await monitoring()).results).toMatchObject([{ questionnaire: 'PROZO', respondents: 8 }])
    expect(await outcomeOf(takeBack('PROZO'))).toEqual([204])
    expect((await monitoring()).status).toBe('no-results')
  })

  it.each(['LTO-PO', 'PROZO', 'LTO', 'lto-vo', 'toString', '%20'])(
    'finds no results of %s, and leaves what there is',
    async questionnaire => {
      expect(await outcomeOf(takeBack(questionnaire))).toEqual([404, 'not-found'])
      expect((await monitoring()).results).toHaveLength(1)
    },
  )

  /** An import of five respondents, of which the first run breaks off once their results are stored. */
  const breakingOff = async (newId: () => string) => {
    const uploads = new InMemoryUploads()
    const ports = { ...api, uploads, guard: new ConsentGuardDouble() }
    const { importId } = await requestImport({ ...ports, newId }, 'respondents')
    const row = `${schoolId};${YEAR};LTO-VO;HAVO;3${';5'.repeat(11)}`
    uploads.put({ importId }, Buffer.from(file('respondents', ...Array(5).fill(row))))
    await expect(processImport(failingAlwaysAt(ports, 'figuresChanged'), importId)).rejects.toThrow()
    return () => processImport(ports, importId)
  }

  it.each([
    ['in its own millisecond', '2027-05-11T14:03:00.000+02:00'],
    ['before it, by a clock that is ahead', '2027-05-11T14:03:00.250+02:00'],
  ])(
    'is not undone by an import that began %s and is run again, and by others of that moment',
    async (_, began) => {
      const at = api.clock()
      api.moveClockTo(began)
      const runAgain = await breakingOff(() => 'import-1')
      api.moveClockTo(at)
      await takeBack()
      api.moveClockTo(began)
      expect(await runAgain()).toBe('applied')
      expect((await monitoring()).results).toEqual([])
      await (await breakingOff(() => 'import-2'))()
      expect((await monitoring()).results).toMatchObject([{ respondents: 5 }])
    },
  )

  it('is answered with 503 in a table that was restored, and does nothing', async () => {
    await api.restoreTable()
    expect((await takeBack()).status).toBe(503)
    expect((await api.store.read(schoolId, YEAR)).results).toHaveLength(1)
  })
})

describe('taking results back after a consent', () => {
  const promised = async () => {
    const head = await api.events.head({ schoolId, schoolYear: YEAR })
    const path = `${paths.report(schoolId, 'education-type')}?digest=${head?.state.consent.reportDigest}`
    return async () => (await api.request({ path, as: operator() })).status
  }

  it('leaves nothing to be read of what an import that began earlier keeps later', async () => {
    await give('education-type')
    const key = { schoolId, schoolYear: YEAR }
    const [startedAt, read] = [api.clock(), await api.store.read(schoolId, YEAR)]
    const head = await api.events.head(key)
    const report = await promised()
    expect(await report()).toBe(200)
    await takeBack()
    await keepPromisedReport(dynamoKeptReports(api.table), key, head, read, startedAt)
    expect(await report()).toBe(404)
  })

  it('that were never there leaves the report that was kept of others', async () => {
    await give('education-type')
    const key = { schoolId, schoolYear: YEAR }
    const report = await promised()
    const [head, read] = [await api.events.head(key), await api.store.read(schoolId, YEAR)]
    await keepPromisedReport(dynamoKeptReports(api.table), key, head, read, api.clock())
    await api.store.saveResults(schoolId, YEAR, {
      ...results('LTO-VO', { HAVO: 9 }),
      importedAt: api.clock(),
    })
    for (const never of ['LTO-PO', 'PROZO'])
      expect(await outcomeOf(takeBack(never))).toEqual([404, 'not-found'])
    expect(await report()).toBe(200)
  })

  it('is finished once: asked for again it leaves the report that was kept since', async () => {
    await bringProZo()
    await takeBack()
    const key = { schoolId, schoolYear: YEAR }
    api.moveClockTo('2027-05-12T09:00:00+02:00')
    await give('education-type')
    const report = await promised()
    const [head, read] = [await api.events.head(key), await api.store.read(schoolId, YEAR)]
    await keepPromisedReport(dynamoKeptReports(api.table), key, head, read, api.clock())
    await api.store.saveResults(schoolId, YEAR, {
      ...results('PROZO', { PRO: 9 }),
      importedAt: api.clock(),
    })
    expect(await outcomeOf(takeBack())).toEqual([404, 'not-found'])
    expect(await report()).toBe(200)
  })

  it('is refused from 00:00 of the date on, and for good once delivered', async () => {
    await give('education-type')
    api.moveClockTo('2027-07-01T00:00:00.000+02:00')
    expect(await outcomeOf(takeBack())).toEqual([409, 'results-closed'])
    await deliverNow(api, schools.vo)
    expect(await outcomeOf(takeBack())).toEqual([409, 'already-delivered'])
    expect((await monitoring()).results).toHaveLength(1)
  })
})
