import * as z from 'zod/mini'
import { fault } from '../platform/text.ts'

export const LONGEST_EMAIL = 254
const LONGEST_MAILBOX = 64

/**
 * zod's pattern for what browsers take (`regexes.html5Email`), with dots between other characters only and a last label
 * that is no number. SES takes no more: no quoted mailbox, no address in brackets, other scripts as `xn--` only.
 */
const FORM =
  /^[\w!#$%&'*+/=?^`{|}~-]+(?:\.[\w!#$%&'*+/=?^`{|}~-]+)*@(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?\.)+[a-zA-Z](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])$/

const address = z.email({ pattern: FORM }).check(
  z.maxLength(LONGEST_EMAIL),
  z.refine(text => text.indexOf('@') <= LONGEST_MAILBOX),
)

/** A mail address, as written: its case is kept. White space around it is not. */
export const email = z.string().check(
  z.trim(),
  z.refine(
    text => address.safeParse(text).success,
    fault('invalid-format', `Verwacht werd een e-mailadres van hoogstens ${LONGEST_EMAIL} tekens.`),
  ),
)

/** The same in JSON Schema, but for the 64 characters before `@`. */
export const emailForm = { format: 'email', maxLength: LONGEST_EMAIL, pattern: FORM.source }
