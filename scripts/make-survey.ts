import { once } from 'node:events'
import { createWriteStream } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { type SurveyArguments, surveyArgumentsFrom, usage } from './survey/arguments.ts'
import { type SurveyFile, surveyFiles } from './survey/files.ts'
import { planSurvey } from './survey/plan.ts'

const LINES_AT_ONCE = 5_000
const LINES_PER_REPORT = 100_000

const say = (line: string): void => {
  process.stdout.write(`${line}\n`)
}

const write = async (directory: string, file: SurveyFile): Promise<void> => {
  const output = createWriteStream(join(directory, file.name))
  let lines: string[] = []
  let written = 0
  const flush = async () => {
    if (!output.write(lines.join(''))) await once(output, 'drain')
    written += lines.length
    lines = []
    if (written % LINES_PER_REPORT === 0) say(`  ${file.name}: ${written} of ${file.rows} rows`)
  }
  for (const line of file.lines()) {
    lines.push(`${line}\n`)
    if (lines.length === LINES_AT_ONCE) await flush()
  }
  await flush()
  output.end()
  await once(output, 'close')
  say(`${join(directory, file.name)}: ${file.rows} rows, to be imported as ${file.kind}`)
}

const makeSurvey = async ({ out, kind, ...options }: SurveyArguments): Promise<void> => {
  await mkdir(out, { recursive: true })
  const files = surveyFiles(planSurvey(options), options.seed)
  for (const file of files) if (kind === undefined || file.kind === kind) await write(out, file)
}

const given = surveyArgumentsFrom(process.argv.slice(2))
if (typeof given === 'string') {
  process.stderr.write(`${given}\n\n${usage}\n`)
  process.exitCode = 1
} else {
  await makeSurvey(given)
}
