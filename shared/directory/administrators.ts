import { isSameName } from '../platform/names.ts'
import type { Administrator, Administrators } from './ports.ts'

/** A board has one to ten of them. */
export const MOST_ADMINISTRATORS = 10

/** Whether nothing would change but how names are written, which nobody would see. */
export const areSame = (before: Administrators, after: Administrators): boolean =>
  before.reminders === after.reminders &&
  before.items.length === after.items.length &&
  before.items.every(({ name, email }, index) => {
    const other = after.items[index]!
    return email === other.email && isSameName(name, other.name)
  })

/** Who came, went, or is named otherwise between two lists. A person is known by the address, whatever its case. */
export const changesBetween = (before: readonly Administrator[], after: readonly Administrator[]) => {
  const [were, are] = [namesByAddress(before), namesByAddress(after)]
  return {
    added: after.filter(({ email }) => !were.has(email.toLowerCase())),
    removed: before.filter(({ email }) => !are.has(email.toLowerCase())),
    renamed: after.flatMap(({ name: to, email }) => {
      const from = were.get(email.toLowerCase())
      return from === undefined || isSameName(from, to) ? [] : [{ from, to }]
    }),
  }
}

const namesByAddress = (list: readonly Administrator[]): ReadonlyMap<string, string> =>
  new Map(list.map(({ name, email }) => [email.toLowerCase(), name]))
