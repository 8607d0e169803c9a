import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { homedir, tmpdir } from 'node:os'
import { join } from 'node:path'
import { Processes } from '../../test/cloud/processes.ts'

const cache = join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'doorlevering')

/**
 * A Python that has what a file of requirements names, by version and hash, in a virtual environment that is made once,
 * in the user's cache. Throws an error that says what is missing where there is no Python of that version or a later one,
 * such as `3.11`, or no PyPI.
 */
export const pythonWith = async (
  processes: Processes,
  requirements: string,
  oldest: string,
): Promise<string> => {
  const version = await versionOf(processes, oldest)
  const wanted = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
  const folder = join(cache, `python-${wanted.digest('hex').slice(0, 12)}`)
  const [python, done] = [join(folder, 'bin/python'), join(folder, 'installed')]
  if (existsSync(done)) return python
  await rm(folder, { recursive: true, force: true })
  await processes.run('python3', ['-m', 'venv', folder], process.env)
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile']
  const exactly = ['--only-binary', ':all:', '--require-hashes', '--requirement', requirements]
  await processes.run(python, [...pip, ...exactly], process.env).catch(cause => {
    throw new Error('PyPI is not there, or not as it was.', { cause })
  })
  await writeFile(done, '')
  return python
}

/** Asks for what a virtual environment needs too; Debian has it in a package of its own. */
const versionOf = async (processes: Processes, oldest: string): Promise<string> => {
  const atLeast = `sys.version_info >= (${oldest.replace('.', ', ')})`
  const script = `import sys, venv, ensurepip; assert ${atLeast}; print(sys.version)`
  return processes.run('python3', ['-c', script], process.env).catch(cause => {
    const needed = `It needs python3, ${oldest} or later, with venv (Debian: apt install python3-venv).`
    throw new Error(needed, { cause })
  })
}

/** What works with others' programs has a folder for what it writes; neither is left behind. */
export const withProcesses = async (
  work: (processes: Processes, folder: string) => Promise<void>,
): Promise<void> => {
  const processes = new Processes()
  const folder = await mkdtemp(join(tmpdir(), 'doorlevering-python-'))
  try {
    await work(processes, folder)
  } finally {
    await processes.stop()
    await rm(folder, { recursive: true, force: true })
  }
}
