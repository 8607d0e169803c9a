import { execFile } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import type { MadeFile } from '../support/import-process.ts'
import { answers, respondent } from '../unit/ingestion/hostile-file.ts'
import { boardId } from '../unit/ingestion/import-desk.ts'

const program = fileURLToPath(new URL('../support/import-process.ts', import.meta.url))
const run = promisify(execFile)

/** What V8 may keep, and what the process may take above what it takes to start. In MB: the function has 512. */
const HEAP = 64
const MOST = 60
/** Of a size that does not change: V8 lets its young generation grow by a hundred on a busy machine, whatever is read. */
const SEMI_SPACE = 8

type Hostile = Omit<MadeFile, 'megabytes' | 'kind'> & { kind?: MadeFile['kind']; code: string }

const firstIsWrong = `${respondent({ answers: `9${answers.slice(1)}` })}\n`

const files: Readonly<Record<string, Hostile>> = {
  'separators alone': { text: ';', code: 'wrong-cell-count' },
  'line breaks alone': { text: '\n', code: 'no-rows' },
  'empty rows': { text: ';;;;;\r\n', code: 'no-rows' },
  'one line': { text: 'x', code: 'text-too-long' },
  'quotes alone': { text: '"', code: 'text-too-long' },
  'a quote that is never closed': { start: '"', text: 'x\n', code: 'unbalanced-quotes' },
  'a quote that is opened on every line': { text: 'x"\n;', code: 'unbalanced-quotes' },
  'rows of one character': { text: 'x\n', code: 'wrong-cell-count' },
  'rows of a megabyte of cells': { text: 'xy;', times: 300_000, end: '\n', code: 'wrong-cell-count' },
  'rows of quoted cells': { text: '"";', times: 300_000, end: 'x\n', code: 'wrong-cell-count' },
  'cells that are all wrong': {
    kind: 'respondents',
    text: '99;',
    times: 15,
    end: '99\n',
    code: 'invalid-format',
  },
  'one school again and again': { text: `${boardId};Zuid;99AA00;De Es;Ede;VO\n`, code: 'duplicate-row' },
  'rows without a fault': {
    kind: 'respondents',
    start: firstIsWrong,
    text: `${respondent()}\n`,
    code: 'out-of-range',
  },
}

it.each(Object.entries(files))(
  'an import takes no more memory for a file of 20 MB of %s',
  async (_, { code, ...content }) => {
    const file: MadeFile = { kind: 'schools', megabytes: 20, ...content }
    const { stdout } = await run(process.execPath, [
      `--max-old-space-size=${HEAP}`,
      `--max-semi-space-size=${SEMI_SPACE}`,
      program,
      JSON.stringify(file),
    ])
    const { taken, ...outcome } = JSON.parse(stdout)
    expect(outcome).toEqual({ status: 'rejected', code })
    expect(taken).toBeLessThan(MOST)
  },
  120_000,
)
