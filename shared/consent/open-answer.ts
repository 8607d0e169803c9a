/** Longest answer to an open question, in code points after trimming. */
export const LONGEST_TEXT = 2000

/** Rule 5: C0, C1 and lone surrogates, but for newline and tab. */
const CONTROL = /(?![\n\t])\p{Cc}|\p{Cs}/u

/** Rule 5: the line breaks that word processors paste. */
const LINE_BREAK = /\r\n|[\v\u2028\u2029]/g

export const withPlainLineBreaks = (text: string): string => text.replace(LINE_BREAK, '\n')

export const hasControlCharacters = (text: string): boolean => CONTROL.test(text)
