import { readFileSync } from 'node:fs'

const page = readFileSync(new URL('../../docs/deploy.md', import.meta.url), 'utf8')

const sectionOf = (heading: string): string => {
  const [, section] = page.split(`\n## ${heading}\n`)
  if (section === undefined) throw new Error(`docs/deploy.md has no section ${heading}`)
  return section.split('\n## ')[0]!
}

const blocksOf = (heading: string, language: string): readonly string[] =>
  [...sectionOf(heading).matchAll(new RegExp(`^ *\`\`\`${language}\\n([\\s\\S]*?)^ *\`\`\`$`, 'gm'))].map(
    ([, block = '']) => block,
  )

/** The settings of stage `dev` that docs/deploy.md shows. */
export const exampleSettings = JSON.parse(blocksOf('Once for an account', 'json')[0]!).dev as Readonly<
  Record<string, unknown>
>

/** The one command of a section that deploys. */
export const deploymentIn = (heading: string): string =>
  /npx cdk deploy.*/.exec(blocksOf(heading, 'sh').join(''))?.[0] ?? ''

/** The commands of sections of docs/deploy.md, in their order: block by block, or call by call where they stand in a table. */
export class Guide {
  readonly #left: string[]

  constructor(...headings: readonly string[]) {
    this.#left = headings.flatMap(heading => {
      const blocks = blocksOf(heading, 'sh')
      if (blocks.length > 0) return blocks
      return [...sectionOf(heading).matchAll(/`(npx doorlevering [^`]+)`/g)].map(([, call = '']) => call)
    })
  }

  /** The next commands, which are to be those with that text: none is passed over. */
  next(expected: string): string {
    const next = this.#left.shift()
    if (!next?.includes(expected)) throw new Error(`docs/deploy.md goes on with ${next}, and not ${expected}`)
    return next
  }

  /** What was not asked for. */
  get left(): readonly string[] {
    return this.#left
  }
}
