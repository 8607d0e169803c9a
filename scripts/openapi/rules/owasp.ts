import owasp from '@stoplight/spectral-owasp-ruleset'
import type { Json } from '../json.ts'
import { rule } from './rule.ts'

/** Of our API only this is for anyone to read. */
const BUT_THE_DOCUMENT = "$.paths[?(@property != '/openapi.json')]"

const { rules } = owasp as unknown as { rules: Record<string, object> }

/** The OWASP API Security rules from npm; each that is left out, or asked of less, with its reason. */
export const owaspDecisions = {
  rules: {
    // The gateway throttles all callers together and tells nobody what is left: there is nothing to put in a header.
    'owasp:api4:2023-rate-limit': 'off',
    // No page of another site may read an answer, so there is no such header; /core/transport/cors holds the exception.
    'owasp:api8:2023-define-cors-origin': 'off',
    // It takes “administrators” for a place of administration, by the first letters. There is none in this API.
    'owasp:api5:2023-admin-security-unique': 'off',
    // The document itself is for anyone (/core/publish-openapi): it asks for no token and refuses none. The same is asked
    // of all others by the rule after it.
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
  },
}
