import type * as z from 'zod/mini'
import type { RequestFault } from './problems.ts'

type Issue = z.core.$ZodIssue

/** What a fault means, in Dutch, where the schema says nothing of its own. */
const sentences = {
  required: 'Dit gegeven is verplicht.',
  'invalid-type': 'Dit gegeven heeft een ander type dan verwacht.',
  'unknown-property': 'Dit gegeven kennen wij niet.',
  'must-be-true': 'Dit moet worden aangevinkt (true).',
  'invalid-date': 'Verwacht werd een bestaande datum als JJJJ-MM-DD.',
  'text-empty': 'Vul hier tekst in.',
  'text-too-long': 'De tekst is te lang.',
  'control-characters': 'De tekst bevat besturingstekens; alleen regeleinden en tabs zijn toegestaan.',
  'not-applicable': 'Dit gegeven hoort hier niet; laat het weg.',
  'invalid-format': 'Dit gegeven heeft een andere vorm dan verwacht.',
} as const

export type FaultCode = keyof typeof sentences
type BodyFault = RequestFault & { pointer: string }

/** The faults a schema found in a body, each once, at its JSON Pointer. */
export const bodyFaults = (issues: readonly Issue[], body: unknown): readonly BodyFault[] =>
  issues.flatMap(issue => {
    if (issue.code === 'unrecognized_keys')
      return issue.keys.map(key =>
        fault(pointerOf([...issue.path, key]), 'unknown-property', sentences['unknown-property']),
      )
    const code = codeOf(issue, valueAt(body, issue.path))
    return [fault(pointerOf(issue.path), code, expectedBy(issue) ?? sentences[code])]
  })

/** The same for query parameters, which are all text. */
export const queryFaults = (issues: readonly Issue[], query: unknown): readonly RequestFault[] =>
  bodyFaults(issues, query).map(({ pointer, code, detail }) => ({
    parameter: pointer.slice(1),
    code,
    detail,
  }))

export const fault = (pointer: string, code: string, detail: string): BodyFault => ({ pointer, code, detail })

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
