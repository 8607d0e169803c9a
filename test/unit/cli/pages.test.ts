import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { Failure } from '../../../cli/failure.ts'
import { callerFrom } from '../../../shared/access/caller.ts'
import { commandIn } from '../../support/command.ts'

const root = join(import.meta.dirname, '../../..')
const read = (page: string): string => readFileSync(join(root, page), 'utf8')
const pages = [
  'README.md',
  ...readdirSync(join(root, 'docs'), { recursive: true }).map(name => `docs/${name}`),
]

/** What an operator would put in the place of it. */
const examples: Readonly<Record<string, string>> = {
  '"$stage"': 'acc',
  '<kind>': 'schools',
  '<file>': 'infra/local/demo-data/schools.csv',
  '<schoolId>': '99AA00',
  '<schoolYear>': '2026-2027',
}
const filledIn = (words: string): string =>
  words.replaceAll(/<[^>]*>|"\$stage"/g, open => examples[open] ?? 'something').trim()

/** Every call on a page, in a block or in a sentence, with something in the place of what is to be filled in. */
const calls = pages
  .filter(page => page.endsWith('.md'))
  .flatMap(page =>
    [...read(page).matchAll(/npx doorlevering ([a-z][^`\n]*)/g)].map(([, words = '']) => ({
      page,
      words: filledIn(words),
    })),
  )

const nobody = (): never => {
  throw new Failure('nobody is asked')
}
const nowhere = { fetch: async () => nobody(), aws: nobody, settings: async () => nobody() } as const

describe('the calls of the command on pages', () => {
  it('are found', () => {
    expect(new Set(calls.map(({ words }) => words.split(' ')[0])).size).toBeGreaterThan(7)
  })

  it.each(calls)('are taken: $page, $words', async ({ words }) => {
    const url = /--(stage|url) /.test(words) ? [] : ['--stage', 'acc']
    const { code, told } = await commandIn('nowhere', nowhere)([...words.split(' '), ...url])
    expect([code, told]).not.toEqual([2, expect.anything()])
  })
})

const people = [
  { name: 'Annelies', role: 'school', schools: ['99AA00', '99AD00'] },
  { name: 'Bart', role: 'board', board: '99001' },
  { name: 'Olga', role: 'operator' },
] as const

const blockOf = (language: string, of: RegExp): string => {
  const blocks = [
    ...read('docs/deploy.md').matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g')),
  ]
  return blocks.map(([, block = '']) => block).find(block => of.test(block)) ?? ''
}

describe('an identity provider that is made as the page says', () => {
  it.each(people)('names $name, the $role, to the API: Cognito', async person => {
    const source = blockOf('js', /claimsAndScopeOverrideDetails/)
    const { handler } = await import(`data:text/javascript,${encodeURIComponent(source)}`)
    const { name, role, ...more } = person
    const own = 'schools' in more ? { 'custom:schools': more.schools.join(' ') } : {}
    const board = 'board' in more ? { 'custom:board': more.board } : {}
    const event = {
      callerContext: { clientId: 'client' },
      request: { userAttributes: { sub: 'one', name, 'custom:role': role, ...own, ...board } },
      response: {},
    }
    const { claimsAndScopeOverrideDetails } = (await handler(event)).response
    const { claimsToAddOrOverride, scopesToAdd } = claimsAndScopeOverrideDetails.accessTokenGeneration
    expect(claimsToAddOrOverride.aud).toBe('client')
    const payload = { sub: 'one', scope: ['openid', ...scopesToAdd].join(' '), ...claimsToAddOrOverride }
    expect(callerFrom(payload)).toEqual({ sub: 'one', ...person })
  })

  interface Mapper {
    protocolMapper: string
    config: Readonly<Record<string, string>>
  }

  /** As Keycloak's own mappers work. */
  const claimOf = ({ protocolMapper, config }: Mapper, person: Readonly<Record<string, unknown>>): object => {
    if (config['access.token.claim'] !== 'true') return {}
    if (protocolMapper === 'oidc-audience-mapper') return { aud: config['included.custom.audience'] }
    if (protocolMapper === 'oidc-full-name-mapper') return { name: person.name }
    const values = [person[config['user.attribute'] ?? '']].flat().filter(value => value !== undefined)
    if (values.length === 0) return {}
    return { [config['claim.name'] ?? '']: config.multivalued === 'true' ? values : values[0] }
  }

  it.each(people)('names $name, the $role, to the API: Keycloak', person => {
    const scope = JSON.parse(blockOf('json', /protocolMappers/)) as {
      name: string
      attributes: Readonly<Record<string, string>>
      protocolMappers: readonly Mapper[]
    }
    expect(scope.attributes['include.in.token.scope']).toBe('true')
    const claims = Object.assign({}, ...scope.protocolMappers.map(mapper => claimOf(mapper, person)))
    expect(claims.aud).toBe('doorlevering')
    expect(callerFrom({ sub: 'one', scope: `openid ${scope.name}`, ...claims })).toEqual({
      sub: 'one',
      ...person,
    })
  })
})
