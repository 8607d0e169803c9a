import type { Administrator } from './ports.ts'

export const LONGEST_EMAIL = 254
/** The addresses mail servers take in practice (RFC 5321, ASCII), before `@` and after it. */
const MAILBOX = /^[\w.!#$%&'*+/=?^`{|}~-]{1,64}$/
const DOMAIN = /^([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])$/i

/** A mail address, as written: its case is kept. */
export const isEmail = (text: unknown): text is string => {
  if (typeof text !== 'string' || text.length > LONGEST_EMAIL) return false
  const at = text.lastIndexOf('@')
  const mailbox = text.slice(0, at)
  return MAILBOX.test(mailbox) && !/^\.|\.\.|\.$/.test(mailbox) && DOMAIN.test(text.slice(at + 1))
}

/** A board has one to ten of them. */
export const MOST_ADMINISTRATORS = 10

/** Names stand on one line: 1 to 200 code points. */
export const LONGEST_NAME = 200

/** Who came, went, or is named otherwise between two lists. A person is known by the address, whatever its case. */
export const changesBetween = (before: readonly Administrator[], after: readonly Administrator[]) => {
  const [were, are] = [namesByAddress(before), namesByAddress(after)]
  return {
    added: after.filter(({ email }) => !were.has(email.toLowerCase())),
    removed: before.filter(({ email }) => !are.has(email.toLowerCase())),
    renamed: after.flatMap(({ name: to, email }) => {
      const from = were.get(email.toLowerCase())
      return from === undefined || from === to ? [] : [{ from, to }]
    }),
  }
}

const namesByAddress = (list: readonly Administrator[]): ReadonlyMap<string, string> =>
  new Map(list.map(({ name, email }) => [email.toLowerCase(), name]))
