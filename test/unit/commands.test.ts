import { spawnSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const docs = join(import.meta.dirname, '../../docs')
const pages = ['deploy.md', ...readdirSync(join(docs, 'runbooks')).map(name => join('runbooks', name))]

/** The commands an operator copies from a page, each with the line it stands on. */
const commandsIn = (page: string): readonly { readonly place: string; readonly commands: string }[] => {
  const text = readFileSync(join(docs, page), 'utf8')
  return [...text.matchAll(/^( *)```sh\n([\s\S]*?)^\1```$/gm)].map(({ 2: commands = '', index }) => ({
    place: `${page}:${text.slice(0, index).split('\n').length}`,
    commands,
  }))
}

const blocks = pages.flatMap(commandsIn)

/** What is to be filled in, `<school>`, would be read as a file to read from; so would one in a quoted text, and is not. */
const filledIn = (commands: string): string => commands.replaceAll(/<[a-z][^<>\n]*>/g, 'something')

const complaintsOf = (commands: string): string =>
  spawnSync('bash', ['-n'], { input: filledIn(commands), encoding: 'utf8' }).stderr

describe('the commands of the runbooks and of docs/deploy.md', () => {
  it('are all found', () => {
    const fences = pages.flatMap(page => readFileSync(join(docs, page), 'utf8').match(/```sh$/gm) ?? [])
    expect(blocks).toHaveLength(fences.length)
    expect(blocks.length).toBeGreaterThan(40)
  })

  it.each(blocks)('can be read by a shell ($place)', ({ commands }) => {
    expect(complaintsOf(commands)).toBe('')
  })

  it('would be found to be broken', () => {
    expect(complaintsOf('aws logs tail "$stage --since 1h')).toContain('unexpected EOF')
  })
})
