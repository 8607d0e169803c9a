import { type Cost, interleaved } from '../cost.ts'
import type { WrittenFile } from '../files.ts'
import { writeSurvey } from '../files.ts'
import { bundled, messageOf, temporaryFolder } from '../programs.ts'
import type { Measurement, Row } from '../row.ts'

const MEGABYTE = 1024 * 1024

/** What V8 may keep for objects where `import-file` runs, in MB. */
const HEAP = 384

const SCHOOLS = 1200
/** Twice as many still fit in a file of 50 MB. */
const NATIONAL = 430_000

const measure = async (files: readonly WrittenFile[], rounds: number): Promise<readonly Row[]> => {
  const [schools, respondents] = ['schools', 'respondents'].map(
    kind => files.find(file => file.kind === kind)!,
  )
  const { rows, path } = respondents!
  const execArgv = [`--max-old-space-size=${HEAP}`]
  const words = [schools!, respondents!].map(file => `${file.kind}=${file.path}`)
  const [importFile, csvParse] = [bundled('import-file'), bundled('csv-parse')]
  const { ours, plain } = await interleaved(rounds, {
    ours: () => messageOf<Cost>(importFile, words, { execArgv }),
    plain: () => messageOf<Cost>(csvParse, [path], { execArgv }),
  })
  const name = `import of ${rows.toLocaleString('en')} respondents`
  return [
    {
      measure: name,
      unit: 'ms',
      ours: ours.cpu,
      reference: plain.cpu,
      wallRatio: ours.wall / plain.wall,
      target: { atMost: rows < NATIONAL ? 2 : 1.2 },
    },
    { measure: `${name}, memory`, unit: 'MB', ours: ours.peak / MEGABYTE, target: { atMost: 150 } },
  ]
}

export const importOfRespondents: Measurement = {
  name: 'import',
  about:
    'CPU and peak memory of `import-file`, in a process of its own, with the table in memory, beside `csv-parse` merely reading the same file',
  run: async size => {
    const rows: Row[] = []
    for (const respondents of size === 'quick' ? [10_000] : [10_000, NATIONAL, 2 * NATIONAL]) {
      const options = { schools: Math.min(SCHOOLS, respondents / 100), respondents, seed: 1 }
      const { files } = await writeSurvey(temporaryFolder(), options)
      rows.push(...(await measure(files, size === 'quick' ? 1 : 9)))
    }
    return rows
  },
}
