import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../../../scripts/openapi/document.ts'
import { lint } from '../../../scripts/openapi/lint.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document to be broken at any place
type Broken = any

const consent = '/schools/{schoolId}/monitorings/{schoolYear}/consent'
const renamed = ({ paths }: Broken, from: string, to: string): void => {
  paths[to] = paths[from]
  delete paths[from]
}

/** What breaks a rule, each time at another place. */
const breaking: Readonly<Record<string, (document: Broken) => void>> = {
  'nlgov:paths-kebab-case': document => renamed(document, '/health', '/healthOfService'),
  'nlgov:query-keys-camel-case': ({ paths }) => {
    paths['/deliveries'].get.parameters[0].name = 'SchoolYear'
  },
  'nlgov:use-date-instead-of-datetime': ({ components: { schemas } }) => {
    schemas.ConsentTerms.properties.deliveryDate.format = 'date-time'
  },
  'nlgov:use-problem-schema': ({ paths }) => {
    const { content } = paths[consent].put.responses[409]
    content['application/json'] = content['application/problem+json']
    delete content['application/problem+json']
  },
  'nlgov:missing-version-header': ({ paths }) => {
    delete paths[consent].put.responses[201].headers['API-Version']
  },
  'plural-collections': document =>
    renamed(document, '/boards/{boardId}/monitorings', '/board/{boardId}/monitorings'),
  'moments-in-utc': ({ components: { schemas } }) => {
    schemas.Event.properties.at.pattern = '^.*$'
  },
  'only-the-document-is-open': ({ paths }) => {
    paths['/imports'].post.security = []
  },
}

describe('the rules for the OpenAPI document', () => {
  // That it keeps them: `node scripts/lint-openapi.ts`.
  it('find what breaks them', async () => {
    const document = openApiDocument()
    for (const change of Object.values(breaking)) change(document)
    const { findings } = await lint(document)
    const found = new Set(findings.map(finding => finding.split(' at ')[0]))
    expect(Object.keys(breaking).filter(rule => !found.has(rule))).toEqual([])
  })
})
