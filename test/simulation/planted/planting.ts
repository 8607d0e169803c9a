import { registerHooks } from 'node:module'

/** A change of one source file: `find` stands in it exactly once. */
export interface Edit {
  /** From the root of the project. */
  readonly file: string
  readonly find: string
  readonly replace: string
}

/** The source with the edit made. Throws where it does not hold the snippet exactly once. */
export const edited = (source: string, { file, find, replace }: Edit): string => {
  const [before, after, ...more] = source.split(find)
  if (before === undefined || after === undefined || more.length > 0)
    throw new Error(`${file} does not hold this exactly once: ${find}`)
  return `${before}${replace}${after}`
}

/** Has these edits made in what this thread loads from now on; the files stay as they are. */
export const plant = (edits: readonly Edit[]): void => {
  if (edits.length === 0) return
  registerHooks({
    load: (url, context, nextLoad) => {
      const loaded = nextLoad(url, context)
      const own = edits.filter(({ file }) => url.endsWith(`/${file}`))
      if (own.length === 0) return loaded
      const source = Buffer.from(loaded.source as Uint8Array).toString()
      return { ...loaded, source: own.reduce(edited, source) }
    },
  })
}
