import { recordOf } from '../../../shared/consent/decider.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import { tokenOf } from '../../../test/support/api/api-parts.ts'
import { boardUser, operator } from '../../../test/support/api/people.ts'
import { testApi } from '../../../test/support/api/test-api.ts'
import { aSchool, given, results, schoolYear, window } from '../../../test/support/builders.ts'
import { costOf, interleaved } from '../cost.ts'
import type { Measurement, Row } from '../row.ts'

const BOARD = '70000' as BoardId

/** The API of so many schools, so many of which have one board, each with results and a consent. */
const apiWith = async (schools: number, ofOneBoard: number) => {
  const api = testApi()
  const all = Array.from({ length: schools }, (_, number) => {
    const schoolId =
      `${String(number % 100).padStart(2, '0')}${letters(Math.floor(number / 100))}00` as SchoolId
    const boardId = String(Number(BOARD) + Math.floor(number / ofOneBoard)) as BoardId
    return aSchool({ schoolId, schoolName: `School ${(number * 7919) % schools}`, boardId })
  })
  await api.directory.saveSchools(all)
  await api.calendar.save(schoolYear, [window('2027-07-01')])
  for (const { schoolId, boardId } of all) {
    await api.store.saveResults(schoolId, schoolYear, results.results[0]!)
    await api.events.append(recordOf({ schoolId, schoolYear }, undefined, given({ boardId })))
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

const allSchools = (api: Api) => walk(api, `/v1/schools?schoolYear=${schoolYear}`)
const allDeliveries = (api: Api) => walk(api, `/v1/deliveries?schoolYear=${schoolYear}`)
const overview = (api: Api) =>
  walk(api, `/v1/boards/${BOARD}/monitorings?schoolYear=${schoolYear}`, boardUser(BOARD))

type Read = (api: Api) => Promise<void>

/** The slope from a tenth of that size to the whole; 1 is linear. */
const slopeOf = async (
  reads: Readonly<Record<string, Read>>,
  size: number,
  board: number,
  rounds: number,
) => {
  const [few, many] = [await apiWith(size / 10, Math.min(board, size / 10)), await apiWith(size, board)]
  const rows: Row[] = []
  for (const [name, read] of Object.entries(reads)) {
    const runs = { few: () => costOf(() => read(few)), many: () => costOf(() => read(many)) }
    // Warm: what was run before is compiled.
    await interleaved(1, runs)
    const costs = await interleaved(rounds, runs)
    const slope = Math.log10(costs.many.cpu / costs.few.cpu)
    const ours = Math.round(slope * 100) / 100
    rows.push({ measure: `growth of ${name}`, unit: '', ours, target: { atMost: 1.05 } })
  }
  return rows
}

export const growth: Measurement = {
  name: 'growth',
  about:
    'slope of the CPU time from a tenth to the whole, on a table in memory: 1 is linear, and 0.05 what is not measured finer',
  run: async size => {
    const [schools, board, rounds] = size === 'quick' ? [50, 20, 1] : [9000, 200, 9]
    return [
      ...(await slopeOf(
        { 'the list of schools': allSchools, 'the list of deliveries': allDeliveries },
        schools,
        10,
        rounds,
      )),
      ...(await slopeOf({ 'the overview of a board': overview }, board, board, rounds)),
    ]
  },
}
