import { spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const docs = join(import.meta.dirname, '../../docs')

/** The pages whose commands operators copy. */
export const pages: readonly string[] = [
  'deploy.md',
  ...readdirSync(join(docs, 'runbooks')).map(name => join('runbooks', name)),
]

export const textOf = (page: string): string => readFileSync(join(docs, page), 'utf8')

/** The commands of a page, each block with the line it stands on. */
export const blocksOf = (page: string): readonly { readonly place: string; readonly commands: string }[] => {
  const text = textOf(page)
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(({ 2: commands = '', index }) => ({
    place: `${page}:${text.slice(0, index).split('\n').length}`,
    commands,
  }))
}

/** Commands of AWS in the text of a page, with what they are to be given; others are only named there. */
export const awsCommandsInTextOf = (page: string): readonly string[] => {
  const text = textOf(page).replaceAll(/^( *)```[\s\S]*?^\1```$/gm, '')
  return [...text.matchAll(/`(aws [^`]* --[^`]*)`/g)].map(([, command = '']) => command)
}

/** What is to be filled in, `<school>`, would be read as a file to read from; so would one in a quoted text, and is not. */
export const filledIn = (commands: string): string => commands.replaceAll(/<[A-Za-z][^<>\n]*>/g, 'something')

/** Programs that reach out of this machine, or change the project. */
const outsiders = ['aws', 'npx', 'npm', 'node', 'git', 'gh', 'curl', 'kcadm.sh']

/** Writes down what it was called by, and answers with one word. */
const recorder = `#!/bin/sh
printf '%s\\0' "\${0##*/}" "$@" >> "$RECORD"
printf '\\036' >> "$RECORD"
echo something
`

/**
 * Runs all commands of a page in one shell, from top to bottom, with stand-ins for the programs that reach out. Answers what
 * the shell complained of (an unset variable is one), and what those programs were called by.
 */
export const walkedThrough = (commands: string) => {
  const folder = mkdtempSync(join(tmpdir(), 'doorlevering-page-'))
  const record = join(folder, 'record')
  writeFileSync(record, '')
  for (const name of outsiders) writeFileSync(join(folder, name), recorder, { mode: 0o755 })
  try {
    const { stderr, status } = spawnSync('bash', ['-c', `set -u\nstage=prod\n${filledIn(commands)}`], {
      cwd: folder,
      env: { PATH: `${folder}:/usr/bin:/bin`, HOME: folder, RECORD: record },
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
      timeout: 20_000,
    })
    const called = readFileSync(record, 'utf8').split('\x1e').slice(0, -1)
    return { complaints: stderr, status, called: called.map(words => words.split('\0').slice(0, -1)) }
  } finally {
    rmSync(folder, { recursive: true })
  }
}
