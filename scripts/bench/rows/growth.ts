import { recordOf } from '../../../shared/consent/recording.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import { tokenOf } from '../../../test/support/api/api-parts.ts'
import { boardUser, operator } from '../../../test/support/api/people.ts'
import { testApi } from '../../../test/support/api/test-api.ts'
import { aSchool, given, results, schoolYear, window } from '../../../test/support/builders.ts'
import { costOf, interleaved } from '../cost.ts'
import type { Measurement, Row } from '../row.ts'

const BOARD = '70000' as BoardId

/** The API of so many schools of one board, each with results and a consent. */
const apiWith = async (schools: number) => {
  const api = testApi()
  const all = Array.from({ length: schools }, (_, number) => {
    const schoolId =
      `${String(number % 100).padStart(2, '0')}${letters(Math.floor(number / 100))}00` as SchoolId
    return aSchool({ schoolId, schoolName: `School ${(number * 7919) % schools}`, boardId: BOARD })
  })
  await api.directory.saveSchools(all)
  await api.calendar.save(schoolYear, [window('2027-07-01')])
  for (const { schoolId } of all) {
    await api.store.saveResults(schoolId, schoolYear, results.results[0]!)
    await api.events.append(recordOf({ schoolId, schoolYear }, undefined, given({ boardId: BOARD })))
  }
  return api
}

const letters = (number: number): string =>
  [Math.floor(number / 26), number % 26].map(each => String.fromCharCode(65 + each)).join('')

type Api = Awaited<ReturnType<typeof apiWith>>

/** Every page of a list. */
const walk = async (api: Api, url: string, as = operator()): Promise<void> => {
  const headers = { authorization: `Bearer ${tokenOf(as)}` }
  let next: string | null = url
  while (next !== null) {
    const { statusCode, body } = await api.answerTo({ method: 'GET', url: next, headers, body: Buffer.of() })
    if (statusCode !== 200) throw new Error(`${next} was answered with ${statusCode}: ${body}`)
    const { nextCursor } = JSON.parse(body ?? '') as { nextCursor?: string | null }
    next = nextCursor ? `${url}&cursor=${encodeURIComponent(nextCursor)}` : null
  }
}

const lists = {
  'all pages of the list of schools': (api: Api) => walk(api, `/v1/schools?schoolYear=${schoolYear}`),
  'all pages of the list of deliveries': (api: Api) => walk(api, `/v1/deliveries?schoolYear=${schoolYear}`),
  'the overview of a board': (api: Api) =>
    walk(api, `/v1/boards/${BOARD}/monitorings?schoolYear=${schoolYear}`, boardUser(BOARD)),
}

/** One is linear. */
const slopeOf = (small: number, large: number): number => Math.log10(large / small)

export const growth: Measurement = {
  name: 'growth',
  against:
    'none: the slope is that of CPU time from a tenth to the whole; 1 is linear, and 0.05 what is not measured finer',
  run: async size => {
    const [schools, rounds] = size === 'quick' ? [50, 1] : [9000, 9]
    const [few, many] = [await apiWith(schools / 10), await apiWith(schools)]
    const rows: Row[] = []
    for (const [name, read] of Object.entries(lists)) {
      const runs = { small: () => costOf(() => read(few)), large: () => costOf(() => read(many)) }
      await interleaved(1, runs)
      const { small, large } = await interleaved(rounds, runs)
      const measure = `growth of ${name} to ${schools.toLocaleString('en')}`
      rows.push({ measure, unit: '', ours: slopeOf(small.cpu, large.cpu), target: { atMost: 1.05 } })
    }
    return rows
  },
}
