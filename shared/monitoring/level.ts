export const levels = ['school', 'education-type'] as const

/** What a report is about: the school as a whole, or each of its education types (doorleverniveau). */
export type Level = (typeof levels)[number]

export const isLevel = (text: unknown): text is Level => (levels as readonly unknown[]).includes(text)
