import { parseArgs } from 'node:util'
import { type ImportKind, importKinds } from '../../shared/ingestion/ports.ts'
import { questionnaireIds } from '../../shared/monitoring/questionnaires/index.ts'
import { MOST_SCHOOLS, type SurveyOptions } from './plan.ts'

export interface SurveyArguments extends SurveyOptions {
  kind: ImportKind | undefined
  out: string
}

/** Of one questionnaire they still fit in one file of 50 MB. */
const MOST_RESPONDENTS = 900_000
const MOST_SEED = 2 ** 32

export const usage = `Usage: npm run make-survey -- [options]
  --schools N          how many schools, 1 to ${MOST_SCHOOLS} (20)
  --respondents N      how many rows of respondents, over all schools, 0 to ${MOST_RESPONDENTS} (5000)
  --seed N             the same seed makes the same files, 0 to ${MOST_SEED} (1)
  --kind KIND          only this kind of file: ${importKinds.join(', ')}
  --questionnaire ID   only schools with this questionnaire: ${questionnaireIds.join(', ')}
  --out DIRECTORY      where the files are written (survey)`

const options = {
  schools: { type: 'string', default: '20' },
  respondents: { type: 'string', default: '5000' },
  seed: { type: 'string', default: '1' },
  kind: { type: 'string' },
  questionnaire: { type: 'string' },
  out: { type: 'string', default: 'survey' },
} as const

/** What was asked for, or a sentence on the first thing that is wrong with it. */
export const surveyArgumentsFrom = (words: readonly string[]): SurveyArguments | string => {
  try {
    const { values } = parseArgs({ args: [...words], options })
    return {
      schools: wholeNumber('schools', values.schools, 1, MOST_SCHOOLS),
      respondents: wholeNumber('respondents', values.respondents, 0, MOST_RESPONDENTS),
      seed: wholeNumber('seed', values.seed, 0, MOST_SEED),
      kind: oneOf('kind', values.kind, importKinds),
      questionnaire: oneOf('questionnaire', values.questionnaire, questionnaireIds),
      out: values.out,
    }
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

const wholeNumber = (name: string, text: string, lowest: number, highest: number): number => {
  const number = /^[0-9]+$/.test(text) ? Number(text) : Number.NaN
  if (number >= lowest && number <= highest) return number
  throw new Error(`--${name} is a whole number from ${lowest} to ${highest}, not "${text}".`)
}

const oneOf = <Word extends string>(
  name: string,
  text: string | undefined,
  words: readonly Word[],
): Word | undefined => {
  const word = words.find(each => each === text)
  if (text === undefined || word !== undefined) return word
  throw new Error(`--${name} is one of ${words.join(', ')}, not "${text}".`)
}
