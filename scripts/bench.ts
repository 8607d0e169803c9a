import { rmSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { deliverAll, giveConsents, setCalendar } from './bench/deliveries.ts'
import { plainPass, type WrittenFile, type WrittenSurvey, writeSurvey } from './bench/files.ts'
import { importAlone, LAMBDA_MEMORY } from './bench/import-alone.ts'
import { importIn } from './bench/imports.ts'
import { startLocalEnvironment } from './bench/local-environment.ts'
import { type Measured, megabytes, type Stage, say, tableOf, timed } from './bench/stages.ts'

const options = {
  schools: { type: 'string', default: '1200' },
  respondents: { type: 'string', default: '430000' },
  seed: { type: 'string', default: '1' },
} as const

/**
 * Respondents of the files that import-file takes alone, by which it shows that its memory does not grow with
 * them.
 */
const sizesBeside = (respondents: number): readonly number[] => [
  Math.round(respondents / 4.3),
  respondents,
  2 * respondents,
]

/** Twice as many still fit in a file of 50 MB. */
const MOST_RESPONDENTS = 450_000

interface Size {
  schools: number
  respondents: number
  seed: number
}

/** What was asked for, or a sentence on what is wrong with it. */
const sizeAskedFor = (words: readonly string[]): Size | string => {
  try {
    const { values } = parseArgs({ args: [...words], options })
    const [schools = 0, respondents = 0, seed = 0] = [values.schools, values.respondents, values.seed].map(
      Number,
    )
    const isWhole = [schools, respondents, seed].every(number => Number.isInteger(number) && number >= 0)
    if (isWhole && schools > 0 && respondents > 0 && respondents <= MOST_RESPONDENTS)
      return { schools, respondents, seed }
    return `--schools, --respondents (at most ${MOST_RESPONDENTS}) and --seed are whole numbers.`
  } catch (error) {
    return error instanceof Error ? error.message : String(error)
  }
}

/**
 * The service at national size, on this machine: a survey is made up, imported, agreed to and delivered. It
 * fails where something goes wrong and never for being slow: seconds differ between machines and moments, so
 * each stage also stands beside one plain pass of the CSV parser over the file of respondents, just before
 * it.
 */
const bench = async (folder: string, size: Size): Promise<void> => {
  say(`Node.js ${process.version}, ${process.platform} ${process.arch}, ${availableParallelism()} cores\n`)
  const { result: surveys } = await timed('make the files', () => writeAll(folder, size))
  const national = surveys.find(survey => respondentsOf(survey).rows === size.respondents) ?? surveys[0]!

  const measured: Measured[] = []
  const measure = async (work: () => Promise<Stage>): Promise<Stage> => {
    const { seconds } = await timed('plain pass of the CSV parser', () => plainPass(respondentsOf(national)))
    const stage = await work()
    measured.push({ ...stage, plainPass: seconds })
    return stage
  }
  await benchService(national, measure)
  const alone: Stage[] = []
  for (const survey of surveys)
    alone.push(await measure(() => importAlone(survey.files, respondentsOf(survey))))

  say(`\n${tableOf(measured)}\n`)
  tellPasses(measured)
  tellMemory(alone)
}

const writeAll = async (
  folder: string,
  { respondents, ...size }: Size,
): Promise<readonly WrittenSurvey[]> => {
  const surveys: WrittenSurvey[] = []
  for (const each of sizesBeside(respondents))
    surveys.push(await writeSurvey(join(folder, String(each)), { ...size, respondents: each }))
  return surveys
}

const tellPasses = (measured: readonly Measured[]): void => {
  const seconds = measured.map(({ plainPass: pass }) => pass)
  const [fastest, slowest] = [Math.min(...seconds), Math.max(...seconds)].map(each => each.toFixed(1))
  say(`A plain pass of the CSV parser over the file of respondents took ${fastest} to ${slowest} s.`)
}

const tellMemory = (alone: readonly Stage[]): void => {
  say('Peak memory is that of the process that did it, from its start.')
  const most = Math.max(...alone.map(({ peakBytes }) => peakBytes))
  say(`import-file alone takes at most ${megabytes(most)} of the ${LAMBDA_MEMORY} MB of its Lambda.`)
  const [first, ...larger] = alone
  if (first === undefined) return
  for (const { count, peakBytes } of larger) {
    const [rows, memory] = [count / first.count, peakBytes / first.peakBytes].map(ratio => ratio.toFixed(2))
    say(`  ${rows} x the rows: ${memory} x the memory`)
  }
}

const respondentsOf = ({ files }: WrittenSurvey): WrittenFile => {
  const file = files.find(({ kind }) => kind === 'respondents')
  if (file === undefined) throw new Error('there are no respondents')
  return file
}

/** The whole service in its local environment: imports, consents and deliveries. */
const benchService = async (
  { schools, files }: WrittenSurvey,
  measure: (work: () => Promise<Stage>) => Promise<Stage>,
): Promise<void> => {
  const local = await startLocalEnvironment()
  try {
    const operator = await local.tokenFor({ role: 'operator', name: 'Bench' })
    await setCalendar(local, operator)
    for (const file of files) await measure(() => importIn(local, operator, file))
    await measure(() => giveConsents(local, schools))
    await measure(() => deliverAll(local, operator))
  } finally {
    await local.stop()
  }
}

const size = sizeAskedFor(process.argv.slice(2))
if (typeof size === 'string') {
  process.stderr.write(`${size}\n`)
  process.exitCode = 1
} else {
  const folder = await mkdtemp(join(tmpdir(), 'doorlevering-bench-'))
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }))
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130))
  await bench(folder, size)
}
