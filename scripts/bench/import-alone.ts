import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { manifest } from '../../functions/import-file/manifest.ts'
import type { WrittenFile } from './files.ts'
import { type Stage, timed } from './stages.ts'

const program = fileURLToPath(new URL('./import-process.ts', import.meta.url))

/** What the Lambda of `import-file` has, and what V8 may use of it for objects. In MB. */
export const LAMBDA_MEMORY = manifest.memoryMiB
const HEAP = 384

/** What the process tells when it has applied a file. */
export interface Applied {
  seconds: number
  peakBytes: number
}

/**
 * `import-file` alone, in a process that gets no more memory than its Lambda: no environment around it,
 * nothing else in it.
 */
export const importAlone = async (files: readonly WrittenFile[], file: WrittenFile): Promise<Stage> => {
  const name = `import-file alone, ${file.rows.toLocaleString('en')} rows`
  const before = files.filter(({ kind }) => kind === 'schools')
  const { result } = await timed(name, async () => {
    const child = fork(
      program,
      [...before, file].map(({ kind, path }) => `${kind}=${path}`),
      {
        execArgv: [`--max-old-space-size=${HEAP}`],
      },
    )
    const stopWithUs = () => child.kill('SIGKILL')
    process.once('exit', stopWithUs)
    const told = once(child, 'message')
    const [code] = await once(child, 'exit')
    process.off('exit', stopWithUs)
    if (code !== 0) throw new Error(`the process of import-file ended with ${code}`)
    const [applied] = await told
    return applied as Applied
  })
  return { name, count: file.rows, ...result }
}
