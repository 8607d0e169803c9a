import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { clientTypes } from './openapi/client.ts'
import { openApiDocument } from './openapi/document.ts'
import { problemsPage } from './openapi/problems-page.ts'

/** Into the project, or the folder that is named. */
const folder = process.argv[2] ?? join(import.meta.dirname, '..')

const write = (path: string, text: string): void => {
  const file = join(folder, path)
  mkdirSync(dirname(file), { recursive: true })
  writeFileSync(file, text)
}

const document = openApiDocument()
write('docs/openapi.json', `${JSON.stringify(document, null, 2)}\n`)
write('client/doorlevering.ts', await clientTypes(document))
write('docs/problems.md', problemsPage())
