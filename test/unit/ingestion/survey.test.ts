import { describe, expect, it } from 'vitest'
import { surveyArgumentsFrom } from '../../../scripts/survey/arguments.ts'
import { type SurveyFile, surveyFiles } from '../../../scripts/survey/files.ts'
import { planSurvey, type SurveyOptions } from '../../../scripts/survey/plan.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { reportOf } from '../../../shared/monitoring/report.ts'
import { importDesk, year } from './import-desk.ts'

const textOf = (file: SurveyFile): string => `${[...file.lines()].join('\n')}\n`
const survey = (options: SurveyOptions) => surveyFiles(planSurvey(options), options.seed)
const texts = (options: SurveyOptions) => survey(options).map(file => [file.name, textOf(file)])

describe('a survey that was made up', () => {
  it.each([1, 2, 3])(
    'is imported without a fault, with all its schools and respondents (seed %i)',
    async seed => {
      const desk = await importDesk()
      const files = survey({ schools: 150, respondents: 6000, seed })
      expect(files.map(({ name }) => name)).toEqual([
        'schools.csv',
        'administrators.csv',
        'pupils.csv',
        ...Object.keys(questionnaires).map(id => `respondents-${id.toLowerCase()}.csv`),
      ])
      for (const { kind, rows, ...file } of files) {
        const record = await desk.bring(kind, textOf({ kind, rows, ...file }))
        expect(record).toMatchObject({ status: 'applied', rows, errors: [] })
      }
      const all = files.filter(({ kind }) => kind === 'respondents')
      expect(all.reduce((total, { rows }) => total + rows, 0)).toBe(6000)
    },
  )

  it('has scores like those of real schools, and groups too small to report', async () => {
    const desk = await importDesk()
    const options = { schools: 60, respondents: 6000, seed: 1, questionnaire: 'LTO-VO' } as const
    for (const file of survey(options)) await desk.bring(file.kind, textOf(file))
    const reports = await Promise.all(
      planSurvey(options).map(async ({ schoolId, schoolName, boardId }) => {
        const data = await desk.store.read(schoolId, year)
        return reportOf({ schoolId, schoolName, boardId, schoolYear: year }, data, 'education-type')
      }),
    )
    const groups = reports.flatMap(report => report?.document.groups ?? [])
    const scores = groups.flatMap(({ indicators }) => indicators.map(({ score }) => score ?? 0))
    expect(Math.min(...scores)).toBeGreaterThan(4)
    expect(new Set(scores).size).toBeGreaterThan(20)
    expect(reports.some(report => (report?.withheld.length ?? 0) > 0)).toBe(true)
    expect(groups.every(({ responseRate }) => responseRate === null || responseRate <= 100)).toBe(true)
  })

  it('is the same for the same seed, to the byte, and another for another', () => {
    const options = { schools: 12, respondents: 300, seed: 7 }
    expect(texts(options)).toEqual(texts(options))
    expect(texts(options)).not.toEqual(texts({ ...options, seed: 8 }))
  })

  it('may have no respondents at all', () => {
    expect(survey({ schools: 1, respondents: 0, seed: 1 }).map(({ kind }) => kind)).not.toContain(
      'respondents',
    )
  })
})

describe('what is asked for', () => {
  it('has a default for everything', () => {
    expect(surveyArgumentsFrom([])).toEqual({
      schools: 20,
      respondents: 5000,
      seed: 1,
      kind: undefined,
      questionnaire: undefined,
      out: 'survey',
    })
  })

  it.each([
    ['--schools=0', '--schools is a whole number from 1 to 67600, not "0".'],
    ['--respondents=1e3', '--respondents is a whole number from 0 to 900000, not "1e3".'],
    ['--seed=-1', '--seed is a whole number from 0 to 4294967296, not "-1".'],
    ['--kind=pupil', '--kind is one of schools, administrators, pupils, respondents, not "pupil".'],
    ['--questionnaire=X', '--questionnaire is one of LTO-VO, LTO-PO, PROZO, not "X".'],
    ['--foo', "Unknown option '--foo'"],
  ])('is refused with a clear sentence: %s', (word, sentence) => {
    expect(surveyArgumentsFrom([word])).toBe(sentence)
  })
})
