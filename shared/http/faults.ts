import type * as z from 'zod/mini'

type Issue = z.core.$ZodIssue

/** Every fault, and its detail in Dutch where the schema has none. docs/problems.md and the OpenAPI document are made of it. */
export const faultDetails = {
  required: 'Dit gegeven is verplicht.',
  'invalid-type': 'Dit gegeven heeft een ander type dan verwacht.',
  'unknown-property': 'Dit gegeven kennen wij niet.',
  'unknown-parameter': 'Deze parameter kennen wij hier niet.',
  'must-be-true': 'Dit moet worden aangevinkt (true).',
  'invalid-date': 'Verwacht werd een bestaande datum als JJJJ-MM-DD.',
  'date-not-offered': 'Kies een datum uit de leverperioden van dit schooljaar.',
  'date-too-early': 'Kies een datum na vandaag.',
  'level-not-allowed': 'Deze vragenlijst wordt alleen op onderwijssoortniveau geleverd.',
  'text-empty': 'Vul hier tekst in.',
  'text-too-long': 'De tekst is te lang.',
  'control-characters': 'De tekst bevat besturingstekens; alleen regeleinden en tabs zijn toegestaan.',
  'not-applicable': 'Dit gegeven hoort hier niet; laat het weg.',
  'invalid-format': 'Dit gegeven heeft een andere vorm dan verwacht.',
} as const

export type FaultCode = keyof typeof faultDetails

interface Fault {
  code: FaultCode
  detail: string
}

/** The faults a schema found in a body, each once, at its JSON Pointer. */
export const bodyFaults = (issues: readonly Issue[], body: unknown) =>
  faultsOf(issues, body, 'unknown-property').map(({ path, ...found }) => ({
    pointer: pointerOf(path),
    ...found,
  }))

/** The same for query parameters, which are all text and have no parts. */
export const queryFaults = (issues: readonly Issue[], query: unknown) =>
  faultsOf(issues, query, 'unknown-parameter').map(({ path, ...found }) => ({
    parameter: String(path[0]),
    ...found,
  }))

const faultsOf = (
  issues: readonly Issue[],
  input: unknown,
  unknown: FaultCode,
): readonly (Fault & { path: readonly PropertyKey[] })[] =>
  issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key => ({ path: [...issue.path, key], ...faultOf(unknown) }))
    const code = codeOf(issue, valueAt(input, issue.path))
    return [{ path: issue.path, ...faultOf(code, expectedBy(issue)) }]
  })

/** Of two values it is not for us to choose one. */
export const repeatedParameter = (parameter: string) => ({
  parameter,
  ...faultOf('invalid-format', 'Geef deze parameter één keer.'),
})

/** A fault of the body. */
export const fault = (pointer: string, code: FaultCode, detail?: string) => ({
  pointer,
  ...faultOf(code, detail),
})

/** In the words of the catalogue where it needs none of its own. */
const faultOf = (code: FaultCode, detail: string = faultDetails[code]): Fault => ({ code, detail })

/** A schema names the code of what it checks itself in `params.code`. */
const codeOf = (issue: Issue, value: unknown): FaultCode => {
  if (value === undefined) return 'required'
  if (issue.code === 'custom') return (issue.params?.code as FaultCode | undefined) ?? 'invalid-format'
  if (issue.code === 'invalid_type') return 'invalid-type'
  // Of a word that must be one of a list, a number or null is of another type; another word is of another form.
  return issue.code === 'invalid_value' && typeof value !== typeof issue.values[0]
    ? 'invalid-type'
    : 'invalid-format'
}

const expectedBy = (issue: Issue): string | undefined => {
  if (issue.code === 'custom') return issue.params?.detail
  return issue.code === 'invalid_value'
    ? `Verwacht werd ${issue.values.map(String).join(' of ')}.`
    : undefined
}

const valueAt = (body: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (value, key) => (value as Record<PropertyKey, unknown> | null | undefined)?.[key],
    body,
  )

const pointerOf = (path: readonly PropertyKey[]): string =>
  path.map(key => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('')
