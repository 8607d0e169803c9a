import { type ISpectralDiagnostic, type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import owasp from '@stoplight/spectral-owasp-ruleset'
import { oas } from '@stoplight/spectral-rulesets'
import type { Json } from './json.ts'
import { nlGov } from './rules/nl-gov.ts'
import { owaspDecisions } from './rules/owasp.ts'

/** All we ask: Spectral's own rules, those of the NL GOV API Design Rules, and OWASP's but for what we decided. */
const ruleset = {
  extends: [
    [oas, 'recommended'],
    [owasp, 'all'],
  ],
  rules: { ...nlGov.rules, ...owaspDecisions.rules },
} as unknown as RulesetDefinition

export interface Findings {
  /** How many rules were asked, of those that are about OpenAPI 3.1. */
  rules: number
  /** Rule, place and what is wrong there. */
  findings: readonly string[]
}

/** Everything the rules find in a document, whatever its weight. */
export const lint = async (document: Json, rules: RulesetDefinition = ruleset): Promise<Findings> => {
  const spectral = new Spectral()
  spectral.setRuleset(rules)
  const found = await spectral.run(document)
  const asked = Object.values(spectral.ruleset?.rules ?? {}).filter(
    ({ enabled, formats }) => enabled && (!formats || [...formats].some(isOf => isOf(document, null))),
  )
  return { rules: asked.length, findings: found.map(inWords) }
}

const inWords = ({ code, path, message }: ISpectralDiagnostic): string =>
  `${code} at ${path.join(' › ') || 'the document'}: ${message}`
