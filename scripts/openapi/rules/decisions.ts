import owasp from '@stoplight/spectral-owasp-ruleset'
import type { Json } from '../json.ts'

/** A rule is a sentence, where it is asked, and whether it holds there. */
const rule = <Value>(sentence: string, given: string, holds: (value: Value) => boolean) => ({
  description: sentence,
  message: sentence,
  severity: 'error' as const,
  given,
  // biome-ignore lint/suspicious/noThenProperty: Spectral's own word
  then: {
    function: (value: unknown) => (holds(value as Value) ? [] : [{ message: sentence }]),
  },
})

/** Of our API only this is for anyone to read. */
const BUT_THE_DOCUMENT = "$.paths[?(@property != '/openapi.json')]"

const { rules } = owasp as unknown as { rules: Record<string, object> }

/** What is asked beside the public rulesets, and what of OWASP's is left out or asked of less, each with its reason. */
export const decisions = {
  // Two of the NL GOV rules that their linter does not ask: /core/naming-collections, and of /core/date-time/timezone the UTC.
  'plural-collections': rule<string>('Use plural nouns to name collections.', '$.paths[*]~', path =>
    /^(?!.*[^s/]\/\{)/.test(path),
  ),
  'moments-in-utc': rule<Record<string, { format?: string; pattern?: string }>>(
    'Moments in answers are in UTC, and named At or Until.',
    '$..properties',
    properties =>
      Object.entries(properties).every(
        ([name, { format, pattern = '' }]) =>
          /(^at|At|Until)$/.test(name) === (format === 'date-time') &&
          (format !== 'date-time' || pattern.endsWith('Z$')),
      ),
  ),

  // The gateway throttles all callers together and tells nobody what is left: there is nothing to put in a header.
  'owasp:api4:2023-rate-limit': 'off',
  // No page of another site may read an answer, so there is no such header: test/component/openapi.test.ts.
  'owasp:api8:2023-define-cors-origin': 'off',
  // It takes “administrators” for a place of administration, by the first letters. There is none in this API.
  'owasp:api5:2023-admin-security-unique': 'off',
  // The document itself is for anyone: it asks for no token and refuses none. The same is asked of all others by the rule
  // after it.
  'owasp:api2:2023-read-restricted': 'off',
  'only-the-document-is-open': rule<{ security?: readonly Json[] }>(
    'Every other operation asks for a token.',
    `${BUT_THE_DOCUMENT}[get,put,post,delete,patch]`,
    ({ security }) => security === undefined,
  ),
  'owasp:api8:2023-define-error-responses-401': {
    ...rules['owasp:api8:2023-define-error-responses-401'],
    given: `${BUT_THE_DOCUMENT}..responses`,
  },
}
