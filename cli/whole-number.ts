import { InvalidArgumentError, Option } from '@commander-js/extra-typings'

/** An option that is a whole number within bounds. */
export const wholeNumber = <const Flags extends string>(
  flags: Flags,
  description: string,
  standard: number,
  [lowest, highest]: readonly [number, number] = [1, 99_999],
) =>
  new Option(flags, description).default(standard).argParser((text: string): number => {
    const number = /^\d+$/.test(text) ? Number(text) : Number.NaN
    if (number >= lowest && number <= highest) return number
    throw new InvalidArgumentError(`Expected a whole number from ${lowest} to ${highest}.`)
  })
