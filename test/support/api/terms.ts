import type { Terms } from './shapes.ts'

interface Changes extends Partial<Omit<Terms, 'conduct'>> {
  conduct?: Partial<Terms['conduct']>
}

/** The body of a save that is accepted, but for what a test changes in it. */
export const terms = ({ conduct, ...changes }: Changes = {}): Terms => ({
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: '2027-07-01',
  ...changes,
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4, alle onderwijssoorten.',
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
    ...conduct,
  },
})

/** That body with another value at a JSON Pointer; `undefined` leaves the property out. */
export const termsWith = (pointer: string, value: unknown): unknown => {
  const body: Record<string, unknown> = structuredClone({ ...terms() })
  const names = pointer.split('/').slice(1).map(unescaped)
  const last = names.pop() ?? ''
  const parent = names.reduce((object, name) => object[name] as Record<string, unknown>, body)
  if (value === undefined) delete parent[last]
  else parent[last] = value
  return body
}

/** `~1` is a slash and `~0` a tilde (RFC 6901). */
const unescaped = (name: string): string => name.replaceAll('~1', '/').replaceAll('~0', '~')
