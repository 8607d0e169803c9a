import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Command, Option } from '@commander-js/extra-typings'
import { wholeNumber } from '../cli/whole-number.ts'
import { questionnaireIds } from '../shared/monitoring/questionnaires/index.ts'
import { surveyFiles } from './survey/files.ts'
import { MOST_SCHOOLS, planSurvey } from './survey/plan.ts'

/** Of one questionnaire they still fit in one file of 50 MB. */
const MOST_RESPONDENTS = 900_000

const { out, ...asked } = new Command('npm run make-survey --')
  .addOption(wholeNumber('--schools <n>', 'how many schools', 20, [1, MOST_SCHOOLS]))
  .addOption(wholeNumber('--respondents <n>', 'rows, over all schools', 5_000, [0, MOST_RESPONDENTS]))
  .addOption(wholeNumber('--seed <n>', 'the same seed makes the same files', 1, [0, 2 ** 32]))
  .addOption(new Option('--questionnaire <id>', 'only schools with this one').choices(questionnaireIds))
  .option('--out <folder>', 'where the files are written', 'survey')
  .parse()
  .opts()

await mkdir(out, { recursive: true })
for (const { name, kind, rows, text } of surveyFiles(planSurvey(asked), asked.seed)) {
  await pipeline(text(), createWriteStream(join(out, name)))
  console.log(`${join(out, name)}: ${rows} rows, to be imported as ${kind}`)
}
