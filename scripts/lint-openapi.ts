import { readFileSync } from 'node:fs'
import { lint } from './openapi/lint.ts'

const text = readFileSync(new URL('../docs/openapi.json', import.meta.url), 'utf8')
const { rules, findings } = await lint(JSON.parse(text))
for (const finding of findings) console.error(finding)
console.log(`docs/openapi.json: ${rules} rules, ${findings.length} findings`)
process.exitCode = findings.length === 0 ? 0 : 1
