import * as z from 'zod/mini'
import { fault, readable, withoutInvisible } from './text.ts'

export const LONGEST_NAME = 200

/** Control characters, line breaks and halves of surrogate pairs. */
const NOT_ON_A_LINE = /[\p{Cc}\p{Cs}\p{Zl}\p{Zp}]/gu

const folded = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\p{White_Space}+/gu, ' ')
    .replace(/^ | $/g, '')

/**
 * The name of a school, a board or a person, on one line: in NFC, with single spaces, and with something to read. 1 to 200
 * code points.
 */
export const name = z.string().check(
  z.refine(
    text => text.search(NOT_ON_A_LINE) < 0,
    fault('control-characters', 'Een naam staat op één regel.'),
  ),
  z.overwrite(folded),
  ...readable(LONGEST_NAME),
)

/** A name that nobody can be asked to correct: what cannot stand on a line is taken out, and the rest cut to length. */
export const correctedName = z.pipe(
  z.pipe(
    z.string(),
    z.transform(text => corrected(text)),
  ),
  name,
)

const corrected = (text: string): string =>
  [...folded(text.replace(NOT_ON_A_LINE, '').replace(/\p{Bidi_Control}/gu, ''))]
    .slice(0, LONGEST_NAME)
    .join('')

/** Whether two names look the same: white space and what shows nothing make no other name. */
export const isSameName = (one: string, other: string): boolean => bare(one) === bare(other)

const bare = (text: string): string => withoutInvisible(text).normalize('NFC')
