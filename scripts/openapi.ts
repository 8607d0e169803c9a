import { writeFileSync } from 'node:fs'
import { clientTypes } from './openapi/client.ts'
import { openApiDocument } from './openapi/document.ts'

const write = (path: string, text: string) => writeFileSync(new URL(`../${path}`, import.meta.url), text)

const document = openApiDocument()
write('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`)
write('client/doorlevering.ts', await clientTypes(document))
