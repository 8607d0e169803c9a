/** Shorter ones may stand in a log by chance. */
const SHORTEST = 8

const personal = ['name', 'email', 'sub', 'surveyedGroup', 'notAnonymousReason']

/** The names, addresses and free texts in what is sent to the API. */
export const personalIn = (value: unknown): readonly string[] => {
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return []
  return Object.entries(value).flatMap(([name, inner]) => {
    const isTold = personal.includes(name) && typeof inner === 'string' && inner.length >= SHORTEST
    return isTold ? [inner] : personalIn(inner)
  })
}
