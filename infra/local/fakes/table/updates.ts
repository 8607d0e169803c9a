import { nameOf, operandValue, type Placeholders, valueAt } from './conditions.ts'
import type { Path, Term, Update } from './expressions.ts'
import { copyOf, copyOfItem, decimalSum, type Item, invalid, isMap } from './items.ts'

const wrongType = (): Error => invalid('An operand in the update expression has an incorrect data type')

const termValue = (term: Term, item: Item, placeholders: Placeholders): unknown => {
  if (!('ifMissing' in term)) return operandValue(term, item, placeholders)
  return valueAt(item, term.ifMissing, placeholders) ?? termValue(term.otherwise, item, placeholders)
}

const assigned = (set: Update['set'][number], item: Item, placeholders: Placeholders): unknown => {
  const values = [set.term, ...(set.plus === undefined ? [] : [set.plus])].map(term => {
    const value = termValue(term, item, placeholders)
    if (value !== undefined) return value
    throw invalid('The provided expression refers to an attribute that does not exist in the item')
  })
  if (set.plus === undefined) return values[0]
  const [left, right] = values
  if (typeof left !== 'number' || typeof right !== 'number') throw wrongType()
  return decimalSum(left, set.sign * right)
}

const added = (existing: unknown, value: unknown): unknown => {
  if (typeof value === 'number' && (existing === undefined || typeof existing === 'number')) {
    return decimalSum(existing ?? 0, value)
  }
  if (value instanceof Set && (existing === undefined || existing instanceof Set)) {
    return new Set([...(existing ?? []), ...value])
  }
  throw wrongType()
}

/** The map that holds the last name of a path. */
const holderOf = (item: Item, path: Path, placeholders: Placeholders): { holder: Item; name: string } => {
  const holder = valueAt(item, path.slice(0, -1), placeholders)
  if (!isMap(holder)) {
    throw invalid('The document path provided in the update expression is invalid for update')
  }
  return { holder, name: nameOf(path.at(-1)!, placeholders) }
}

/** A new item: what the update makes of the old one. All operands are those of the item before the update. */
export const updated = (item: Item, update: Update, placeholders: Placeholders): Item => {
  const result = copyOfItem(item)
  const writes = [
    ...update.set.map(set => ({ path: set.path, value: assigned(set, item, placeholders) })),
    ...update.add.map(({ path, value }) => ({
      path,
      value: added(valueAt(item, path, placeholders), operandValue(value, item, placeholders)),
    })),
  ]
  for (const { path, value } of writes) {
    const { holder, name } = holderOf(result, path, placeholders)
    holder[name] = copyOf(value)
  }
  for (const path of update.remove) {
    const { holder, name } = holderOf(result, path, placeholders)
    delete holder[name]
  }
  return result
}
