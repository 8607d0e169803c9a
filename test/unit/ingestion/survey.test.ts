import { describe, expect, it } from 'vitest'
import { surveyFiles } from '../../../scripts/survey/files.ts'
import { planSurvey, type SurveyOptions } from '../../../scripts/survey/plan.ts'
import { questionnaires } from '../../../shared/monitoring/questionnaires/index.ts'
import { importDesk } from './import-desk.ts'

const survey = (options: SurveyOptions) => surveyFiles(planSurvey(options), options.seed)

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
      for (const { kind, rows, text } of files) {
        const record = await desk.bring(kind, [...text()].join(''))
        expect(record).toMatchObject({ status: 'applied', rows, errors: [] })
      }
      const all = files.filter(({ kind }) => kind === 'respondents')
      expect(all.reduce((total, { rows }) => total + rows, 0)).toBe(6000)
    },
  )
})
