import bidiFactory, { type Bidi } from 'bidi-js'

// Its types are those of its ES module, which Node does not choose.
const bidi = (bidiFactory as unknown as () => Bidi)()

/** A part of a line that reads in one direction, in the order in which it is read. */
export interface Run {
  text: string
  rightToLeft: boolean
}

/** The scripts that read from right to left, and the invisible characters that say so of others. */
const RIGHT_TO_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]|\p{Bidi_Control}/u

export const readsRightToLeft = (text: string): boolean => RIGHT_TO_LEFT.test(text)

/** A text without line breaks under the Unicode Bidirectional Algorithm (UAX #9), which its first letter gives a direction. */
export const paragraphOf = (text: string) => {
  const embedding = bidi.getEmbeddingLevels(text)
  return {
    rightToLeft: isOdd(embedding.paragraphs[0]?.level ?? 0),
    /** The line from `start` up to `end`, as it stands on the page from left to right. */
    runs: (start: number, end: number): Run[] => {
      const mirrored = bidi.getMirroredCharactersMap(text, embedding.levels, start, end - 1)
      // The indices of the whole text, of which only those of the line are reordered.
      const indices = bidi.getReorderedIndices(text, embedding, start, end - 1).slice(start, end)
      return split(text, indices, embedding.levels).map(run => ({
        text: run
          .toSorted((a, b) => a - b)
          .map(index => mirrored.get(index) ?? text[index])
          .join('')
          .replace(/\p{Bidi_Control}/gu, ''),
        rightToLeft: isOdd(embedding.levels[run[0] ?? start] ?? 0),
      }))
    },
  }
}

/** A run is of one level, and Hebrew or not: no font shapes Hebrew and Arabic at once. */
const split = (text: string, indices: readonly number[], levels: Uint8Array): number[][] => {
  const runs: number[][] = []
  const kindOf = (index: number) =>
    `${levels[index]} ${/[\u0590-\u05ff\ufb1d-\ufb4f]/.test(text[index] ?? '')}`
  for (const index of indices) {
    const last = runs.at(-1)
    if (last?.[0] !== undefined && kindOf(last[0]) === kindOf(index)) last.push(index)
    else runs.push([index])
  }
  return runs
}

const isOdd = (level: number): boolean => level % 2 === 1
