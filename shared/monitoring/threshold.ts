/** Below this many nothing is said, of a group or of a question (contract, rule 8). As many are enough. */
export const THRESHOLD = 5

export const isEnough = (number: number): boolean => number >= THRESHOLD

const NUMBERS = 'nul één twee drie vier vijf zes zeven acht negen tien'.split(' ')

/** As people read it: `vijf`. */
export const thresholdInWords = NUMBERS[THRESHOLD]!
