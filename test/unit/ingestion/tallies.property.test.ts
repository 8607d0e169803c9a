import fc from 'fast-check'
import { expect, it } from 'vitest'
import { file, headers, importDesk, proSchool, voSchool, year } from './import-desk.ts'

const questions = headers.respondents.split(';').slice(5)

const respondent = fc.record({
  school: fc.constantFrom(voSchool, proSchool),
  schoolYear: fc.constantFrom(year, '2025-2026'),
  type: fc.constantFrom('HAVO', 'VWO', 'VMBO-GT', 'PRO'),
  grade: fc.integer({ min: 1, max: 6 }),
  answers: fc.array(fc.option(fc.integer({ min: 1, max: 5 }), { freq: 2 }), {
    minLength: questions.length,
    maxLength: questions.length,
  }),
})
type Respondent = typeof respondent extends fc.Arbitrary<infer Value> ? Value : never

const rowOf = ({ school, schoolYear, type, grade, answers }: Respondent) =>
  [school, schoolYear, 'LTO-VO', type, grade, ...answers.map(answer => answer ?? '')].join(';')

/** The same figures the slow way: every cell of every respondent looked at anew for every number. */
const naive = (respondents: readonly Respondent[]) => {
  const types = [...new Set(respondents.map(({ type }) => type))]
  const groups = types.map(type => {
    const rows = respondents.filter(row => row.type === type && row.answers.some(answer => answer !== null))
    const tallies = questions.map((question, index) => {
      const given = rows.map(row => row.answers[index]).filter(answer => typeof answer === 'number')
      return [question, { answers: given.length, sum: given.reduce((total, answer) => total + answer, 0) }]
    })
    return [type, { respondents: rows.length, questions: Object.fromEntries(tallies) }] as const
  })
  return Object.fromEntries(groups.filter(([, { respondents: count }]) => count > 0))
}

it('counts and sums every answer once, whatever the rows, their order and the pieces they come in', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(respondent, { minLength: 1, maxLength: 40 }),
      fc.integer({ min: 1, max: 200 }),
      fc.constantFrom('\n', '\r\n'),
      fc.boolean(),
      async (respondents, pieceSize, lineEnd, isQuoted) => {
        const desk = await importDesk({ pieceSize })
        const rows = respondents.map(rowOf).map(row => (isQuoted ? row.replaceAll(/[^;]+/g, '"$&"') : row))
        const record = await desk.bring('respondents', file('respondents', ...rows).replaceAll('\n', lineEnd))
        expect(record).toMatchObject({ status: 'applied', rows: respondents.length, errors: [] })
        for (const school of [voSchool, proSchool])
          for (const schoolYear of [year, '2025-2026' as typeof year]) {
            const { results } = await desk.store.read(school, schoolYear)
            const theirs = respondents.filter(row => row.school === school && row.schoolYear === schoolYear)
            expect(results[0]?.groups ?? {}).toEqual(naive(theirs))
            expect(results.length === 0).toBe(theirs.length === 0)
          }
      },
    ),
    { numRuns: 150 },
  )
})
