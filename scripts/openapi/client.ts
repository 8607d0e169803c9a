import openapiTS, { astToString } from 'openapi-typescript'
import type { Json } from './json.ts'

const BANNER = `// Generated from docs/openapi.json by \`npm run openapi\`: what the API takes and answers, for openapi-fetch.\n\n`

/** TypeScript types of the API, for a client. The examples are left to the document. */
export const clientTypes = async (document: Json): Promise<string> => {
  const withoutExamples = JSON.stringify(document, (name, value) =>
    /^examples?$/.test(name) ? undefined : value,
  )
  return BANNER + astToString(await openapiTS(withoutExamples))
}
