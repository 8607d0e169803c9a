/** By what is seen, or not seen, of a character; the first that fits names it. */
const names: readonly (readonly [RegExp, string])[] = [
  [/ /, 'een spatie aan het begin of het eind'],
  [/\u00a0/, 'een vaste spatie'],
  [/\t/, 'een tab'],
  [/[\r\n]/, 'een regeleinde'],
  [/\p{Zs}/u, 'een bijzondere spatie'],
  [/\ufeff/, 'een byte order mark'],
  [/[\u200b\u2060]/, 'een spatie zonder breedte'],
  [/\p{Cf}/u, 'een onzichtbaar teken'],
  [/\p{C}/u, 'een besturingsteken'],
  [/\p{Pd}/u, 'een ander streepje'],
  [/\p{Nd}/u, 'een ander cijfer'],
  [/\p{Script=Cyrillic}/u, 'een cyrillische letter'],
  [/\p{Script=Greek}/u, 'een Griekse letter'],
  [/\p{Script=Latin}/u, 'een andere letter'],
]

/** What is neither plain text nor a letter with an accent, which everybody sees. */
const ODD = /^ | $|[^ -~\u00c0-\u024f]/u

/**
 * A sentence on the first character that keeps a header or a code from being what it looks like, such as `Er staat
 * U+00A0 in: een vaste spatie.`; empty where there is none. It tells no more of a cell than that character.
 */
export const oddCharacterIn = (text: string): string => {
  const character = ODD.exec(text)?.[0]
  if (character === undefined) return ''
  const codePoint = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0')
  const name = names.find(([form]) => form.test(character))?.[1] ?? 'een bijzonder teken'
  return ` Er staat U+${codePoint} in: ${name}.`
}
