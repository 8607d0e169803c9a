/** A row of numbers in [0, 1), the same one for the same seed. */
export type Random = () => number

/**
 * mulberry32: small, fast and spread well enough for figures nobody bets on. `seed`: any texts and numbers.
 */
export const randomOf = (...seed: readonly (string | number)[]): Random => {
  let state = hashOf(seed.join(' '))
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}

/** FNV-1a, with the last steps of MurmurHash3: seeds that differ a little start far apart. */
const hashOf = (text: string): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index += 1)
    hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) | 0
}

/** About a normal distribution: mean 0, standard deviation 1, never beyond 3. */
export const bell = (random: Random): number => (random() + random() + random() + random() - 2) * Math.sqrt(3)

export const between = (random: Random, lowest: number, highest: number): number =>
  lowest + random() * (highest - lowest)

export const pick = <Item>(random: Random, items: readonly [Item, ...Item[]]): Item =>
  items[Math.floor(random() * items.length)] ?? items[0]

/** One of the items, each as likely as its weight. */
export const pickByWeight = <Item extends { weight: number }>(
  random: Random,
  items: readonly [Item, ...Item[]],
): Item => {
  let left = random() * items.reduce((total, { weight }) => total + weight, 0)
  for (const item of items) {
    left -= item.weight
    if (left < 0) return item
  }
  return items[0]
}

/** Cuts a whole number into whole parts by weight, so that nothing is lost in rounding. */
export const shares = (total: number, weights: readonly number[]): readonly number[] => {
  const sum = weights.reduce((all, weight) => all + weight, 0)
  let [weighed, given] = [0, 0]
  return weights.map(weight => {
    weighed += weight
    const part = Math.round((total * weighed) / sum) - given
    given += part
    return part
  })
}
