import { type ForkOptions, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { buildSync } from 'esbuild'

const project = fileURLToPath(new URL('../..', import.meta.url))

const folders = mkdtempSync(join(tmpdir(), 'doorlevering-bench-'))
process.once('exit', () => rmSync(folders, { recursive: true, force: true }))

/** A folder that goes with this process. */
export const temporaryFolder = (): string => mkdtempSync(join(folders, 'folder-'))

/** One of the programs beside this file as one file of JavaScript, so that no run has types to strip. */
export const bundled = (program: string): string => {
  const outfile = join(temporaryFolder(), `${program}.mjs`)
  buildSync({
    entryPoints: [join(project, `scripts/bench/programs/${program}.ts`)],
    outfile,
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    banner: { js: "import{createRequire}from'node:module';const require=createRequire(import.meta.url);" },
    logLevel: 'warning',
  })
  return outfile
}

/** Starts a program in a process of its own, which ends with this one at the latest, and answers with what it sends first. */
export const started = async <Message>(
  program: string,
  words: readonly string[] = [],
  options: ForkOptions = {},
): Promise<{ message: Message; stop(): Promise<void> }> => {
  const stdio = ['ignore', 'ignore', 'inherit', 'ipc'] as const
  const child = fork(program, [...words], { ...options, stdio: [...stdio] })
  const ended = once(child, 'exit')
  const stopWithUs = () => child.kill('SIGKILL')
  process.once('exit', stopWithUs)
  const early = ended.then(([code]) => Promise.reject(new Error(`${program} ended with ${code}`)))
  const [message] = await Promise.race([once(child, 'message'), early])
  const stop = async (): Promise<void> => {
    if (child.connected) child.disconnect()
    await ended
    process.off('exit', stopWithUs)
  }
  return { message, stop }
}

/** The same for a program that sends what came of it, and ends. */
export const messageOf = async <Message>(...start: Parameters<typeof started>): Promise<Message> => {
  const { message, stop } = await started<Message>(...start)
  await stop()
  return message
}
