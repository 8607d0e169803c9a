import type { RulesetDefinition } from '@stoplight/spectral-core'
import { describe, expect, it } from 'vitest'
import { openApiDocument } from '../../../scripts/openapi/document.ts'
import { lint } from '../../../scripts/openapi/lint.ts'
import { nlGov } from '../../../scripts/openapi/rules/nl-gov.ts'
import { owaspDecisions } from '../../../scripts/openapi/rules/owasp.ts'

// biome-ignore lint/suspicious/noExplicitAny: a document to be broken at any place
type Broken = any
type Breaks = readonly ((document: Broken) => void)[]

const consent = '/schools/{schoolId}/monitorings/{schoolYear}/consent'

const renamed = (from: string, to: string) => (document: Broken) => {
  document.paths[to] = document.paths[from]
  delete document.paths[from]
}

const parameterNamed = (path: string, index: number, name: string) => (document: Broken) => {
  document.paths[path].get.parameters[index].name = name
}

const servedAt = (url: string) => (document: Broken) => {
  document.servers.push({ url })
}

const withoutHeader = (name: string) => (document: Broken) => {
  delete document.paths[consent].put.responses[201].headers[name]
}

/** How a document breaks each rule, each time at another place. */
const breaking: Readonly<Record<keyof typeof nlGov.rules, Breaks>> = {
  '/core/path-segments-kebab-case': [renamed('/imports', '/importFiles')],
  '/core/query-keys-camel-case': [parameterNamed('/deliveries', 0, 'SchoolYear')],
  '/core/naming-collections': [renamed('/boards/{boardId}/monitorings', '/board/{boardId}/monitorings')],
  '/core/lang-code': [
    ({ components: { schemas } }) => {
      schemas.ImportFault.properties.language = { type: 'string' }
    },
  ],
  '/core/date-time/format': [
    ({ components: { schemas } }) => {
      delete schemas.Notification.properties.sentAt.format
    },
  ],
  '/core/date-time/date-omit-time-portion': [
    ({ components: { schemas } }) => {
      schemas.ConsentTerms.properties.deliveryDate.format = 'date-time'
    },
  ],
  '/core/date-time/timezone': [
    ({ components: { schemas } }) => {
      schemas.Event.properties.at.pattern = '^.*$'
    },
  ],
  '/core/error-handling/problem-details': [
    ({ paths }) => {
      const { content } = paths[consent].put.responses[409]
      content['application/json'] = content['application/problem+json']
      delete content['application/problem+json']
    },
  ],
  '/core/doc-openapi-contact': [
    ({ info }) => {
      delete info.contact.email
    },
  ],
  '/core/publish-openapi': [
    ({ paths }) => {
      delete paths['/openapi.json'].get.security
    },
  ],
  '/core/uri-version': [servedAt('/v1.0')],
  '/core/semver': [
    ({ info }) => {
      info.version = 'v1.0'
    },
  ],
  '/core/version-header': [withoutHeader('API-Version')],
  '/core/transport/security-headers': [withoutHeader('X-Frame-Options')],
  '/core/transport/cors': [
    ({ paths }) => {
      const { headers } = paths[consent].get.responses[200]
      headers['Access-Control-Allow-Origin'] = { $ref: '#/components/headers/Access-Control-Allow-Origin' }
    },
  ],
}

const findingsOf = async (breaks: Breaks, rules: object): Promise<readonly string[]> => {
  const document = openApiDocument()
  for (const change of breaks) change(document)
  return (await lint(document, rules as RulesetDefinition)).findings
}

describe('the NL GOV API Design Rules', () => {
  it('are kept by the document', async () => {
    expect(await findingsOf([], nlGov)).toEqual([])
  })

  it.each(Object.entries(breaking))('find what breaks %s', async (rule, breaks) => {
    const { [rule]: asked } = nlGov.rules as Record<string, object>
    expect((await findingsOf(breaks, { rules: { [rule]: asked } })).length).toBeGreaterThanOrEqual(
      breaks.length,
    )
  })
})

describe('our decisions on the OWASP rules', () => {
  it('leave one operation open, and no other', async () => {
    const { 'only-the-document-is-open': rule } = owaspDecisions.rules
    const opened: Breaks = [
      ({ paths }) => {
        paths['/imports'].post.security = []
      },
    ]
    expect(await findingsOf([], { rules: { rule } })).toEqual([])
    expect(await findingsOf(opened, { rules: { rule } })).toHaveLength(1)
  })
})
