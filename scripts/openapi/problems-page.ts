import { type FaultCode, faultDetails } from '../../shared/http/faults.ts'
import { type ProblemCode, problems } from '../../shared/http/problems.ts'

/** docs/problems.md, made of the catalogue. */
export const problemsPage = (): string => `${HEAD}
${codes.map(rowOf).join('\n')}

${FAULTS}
${(Object.keys(faultDetails) as FaultCode[]).map(code => `| \`${code}\` | ${faultDetails[code]} |`).join('\n')}

${GATEWAY}
`

const codes = Object.keys(problems) as ProblemCode[]

const rowOf = (code: ProblemCode): string => {
  const { status, title, detail, when } = problems[code]
  return `| \`${code}\` | ${status} | ${when} | ${title}. ${detail} |`
}

const HEAD = `# Problem codes

<!-- Made by \`npm run openapi\` of shared/http/problems.ts and shared/http/faults.ts. -->

Every refusal is \`application/problem+json\` (RFC 9457) with \`type\`, \`title\`, \`status\`, \`detail\`, \`code\` and \`instance\`.
Programs read \`code\`; \`title\` and \`detail\` are Dutch and may change, and \`detail\` is often more exact than here. The
[OpenAPI document](openapi.json) says which operation answers which, in the words of this table.

| code | status | when | to people |
|---|---|---|---|`

const FAULTS = `With \`invalid-request\` the list \`errors\` holds every fault at once: \`{ pointer, code, detail }\`, where \`pointer\` is a JSON
Pointer into the body (\`""\` for the whole), or \`{ parameter, code, detail }\` for a query parameter.

| code of a fault | to people |
|---|---|`

const GATEWAY = `What the gateway answers by itself, before a function is asked, has its own form and no \`API-Version\`:
[which that is](api.md#what-the-gateway-answers-by-itself).

Where the API has [a front](decisions/0019-front.md), what does not come through it is \`forbidden\`, whoever calls and whatever
for. What the front's firewall blocks has CloudFront's own form (403), and so has what it cannot reach (502, 504).`
