import { readFileSync } from 'node:fs'
import { type ISpectralDiagnostic, type RulesetDefinition, Spectral } from '@stoplight/spectral-core'
import { casing, or, pattern, schema, truthy } from '@stoplight/spectral-functions'
import owasp from '@stoplight/spectral-owasp-ruleset'
import { oas } from '@stoplight/spectral-rulesets'
import { parse } from '@stoplight/yaml'
import type { Json } from './json.ts'
import { decisions } from './rules/decisions.ts'

const nlGov = parse(readFileSync(new URL('rules/nl-gov.yaml', import.meta.url), 'utf8')) as { rules: Json }

/** By the names that its rules have for them. */
const functions = { casing, or, pattern, schema, truthy }
const withFunctions = (rules: Json): Json =>
  JSON.parse(JSON.stringify(rules), (key, value) =>
    key === 'function' ? functions[value as keyof typeof functions] : value,
  )

/** All we ask: Spectral's own rules, those of the NL GOV API Design Rules, and OWASP's but for what we decided. */
const ruleset = {
  extends: [
    [oas, 'recommended'],
    [owasp, 'all'],
  ],
  rules: { ...withFunctions(nlGov.rules), ...decisions },
} as unknown as RulesetDefinition

export interface Findings {
  /** How many rules were asked, of those that are about OpenAPI 3.1. */
  rules: number
  /** Rule, place and what is wrong there. */
  findings: readonly string[]
}

/** Everything the rules find in a document, whatever its weight. */
export const lint = async (document: Json): Promise<Findings> => {
  const spectral = new Spectral()
  spectral.setRuleset(ruleset)
  const found = await spectral.run(document)
  const asked = Object.values(spectral.ruleset?.rules ?? {}).filter(
    ({ enabled, formats }) => enabled && (!formats || [...formats].some(isOf => isOf(document, null))),
  )
  return { rules: asked.length, findings: found.map(inWords) }
}

const inWords = ({ code, path, message }: ISpectralDiagnostic): string =>
  `${code} at ${path.join(' › ') || 'the document'}: ${message}`
