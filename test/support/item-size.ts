/** The size of an item as DynamoDB counts it, in bytes. */
export const sizeOfItem = (item: object): number =>
  Object.entries(item)
    .filter(([, value]) => value !== undefined)
    .reduce((total, [name, value]) => total + Buffer.byteLength(name) + sizeOfValue(value), 0)

/** A number takes a byte for two digits, and one more; a map or list three, and one for each member. */
const sizeOfValue = (value: unknown): number => {
  if (typeof value === 'string') return Buffer.byteLength(value)
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1
  if (value === null || typeof value === 'boolean') return 1
  if (value instanceof Set) return sizeOfAll([...value])
  if (Array.isArray(value)) return 3 + value.length + sizeOfAll(value)
  const members = Object.values(value as object).filter(member => member !== undefined)
  return 3 + members.length + sizeOfItem(value as object)
}

const sizeOfAll = (values: readonly unknown[]): number =>
  values.reduce((total: number, value) => total + sizeOfValue(value), 0)
