import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { type App, Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { stages } from '../../infra/environments.ts'
import { environmentsFrom } from '../../infra/settings-file.ts'
import { settingNames } from '../../infra/stage-settings.ts'
import { appOf, settingsFile, synthesizedApp } from './synthesized.ts'

const stagesOf = (settings: unknown) => environmentsFrom(settingsFile(settings))

const guide = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8')
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '')

/** What is said of a stage `dev` that is the guide's example but for these, line by line. */
const faultsOf = (changes: object): readonly string[] => {
  try {
    stagesOf({ dev: { ...example.dev, ...changes } })
  } catch (error) {
    const [, ...lines] = (error as Error).message.split('\n')
    return lines
  }
  return []
}

const portalUrl = 'https://portal.example'
const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b'
const front = { domainName: 'portal.example', certificateArn, secret: 1 }
const firewallArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/firewall/1a2b'
const stream = 'arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2027-07-01T06:00:00.000'

/** Of each part of a setting what the setting may be, what it may not, and what is said of that part then. */
const values: readonly (readonly [string, readonly unknown[], readonly unknown[], string])[] = [
  ['account', ['123456789012'], ['1234'], 'twelve digits'],
  ['portalUrl', [portalUrl, `${portalUrl}:8443`], [`${portalUrl}/`, 'https://A.example'], 'an origin'],
  ['portalUrl', [], ['https://a.example:443', 'https://a.example/start'], 'an origin'],
  ['mailDomain', ['schools.example'], ['schools', 'https://schools.example'], 'the name of a domain'],
  ['runbooksUrl', ['https://git.example/main'], ['https://git.example/'], 'not end with a slash'],
  ['attemptsAtOnce', [2, 1000], [1, 1001, 2.5, '2'], ''],
  ['mailsPerSecond', [1, 500], [0, 501, 1.5, '1'], ''],
  ['monthlyBudget', [1, false], [0, true], ''],
  ['logRetention', [1, 400], [2, 731], '1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400 (days)'],
  ['auditRetention', [1, 400], [2, 731], '400 (days)'],
  ['ledgerDays', [1, 2562], [0, 1.5, 2563], 'from 1 to the 2562'],
  ['stubsSecret', [1, 2], [0], ''],
  ['page', [{}, false], [true], ''],
  ['page.clientId', [{ clientId: '0oa1' }], [{ clientId: '' }], ''],
  ['page.scope', [{ scope: 'openid offline_access' }], [{ scope: 'monitoring' }], 'openid'],
  ['page.issuerOrigins[0]', [{ issuerOrigins: [portalUrl] }], [{ issuerOrigins: ['a'] }], 'an origin'],
  ['front.secret', [{ secret: 2 }], [{}, { secret: 0 }], ''],
  ['front.firewallArn', [{ secret: 1, firewallArn }], [{ secret: 1, firewallArn: 'arn:aws:1' }], 'a web ACL'],
  ['front.certificateArn', [], [{ domainName: 'portal.example', secret: 1 }], 'with domainName'],
  ['front.certificateArn', [], [{ certificateArn, secret: 1 }], 'with domainName'],
  ['pipeline.repository', [{ repository: 'a/b' }], [{}, { repository: 'schools/*' }], ''],
  ['restoredTable', [stream], ['not-an-arn', stream.replace(/\/stream.*/, '')], 'the stream of a table'],
]

describe('the settings of operators', () => {
  it('make the stages they name, with what they leave open as the project has it', () => {
    const own = { region: 'eu-central-1', ledgerDays: 90, page: { scope: 'openid' } }
    const open = { region: 'eu-west-1', attemptsAtOnce: 10, mailsPerSecond: 14, stubsSecret: 1 }
    const page = { clientId: 'doorlevering-portal', scope: 'openid monitoring' }
    const usual = { ...open, page, front: { secret: 1 } }
    expect(stagesOf({ dev: example.dev, acc: { ...example.dev, ...own } })).toEqual({
      dev: { ...usual, ...stages.dev, ...example.dev },
      acc: { ...usual, ...stages.acc, ...example.dev, ...own, page: { ...page, ...own.page } },
    })
    expect(stagesOf({ dev: { ...example.dev, page: false } }).dev?.front).toBeUndefined()
  })

  it.each(values)('let %s be for %j, and not for %j: %s', (part, good, wrong, why) => {
    const [setting = ''] = part.split('.')
    for (const value of good) expect(faultsOf({ [setting]: value })).toEqual([])
    for (const value of wrong) {
      const [fault, ...where] = faultsOf({ [setting]: value })
      expect(where, JSON.stringify(value)).toContain(`  → at dev.${part}`)
      expect(fault, JSON.stringify(value)).toContain(why)
    }
  })

  it('name the front as the portal, where the page is', () => {
    const elsewhere = { ...front, domainName: 'api.example' }
    expect(faultsOf({ portalUrl, front })).toEqual([])
    expect(faultsOf({ portalUrl, front: elsewhere, page: false })).toEqual([])
    expect(faultsOf({ portalUrl, front: elsewhere })).toEqual([
      '✖ must be the host of portalUrl, where the page is',
      '  → at dev.front.domainName',
    ])
  })

  it('are asked for everything that is missing, wrong or unknown at once', () => {
    const missing = { portalUrl: undefined, tokens: { ...example.dev.tokens, issuer: undefined } }
    expect(faultsOf({ ...missing, lasting: false })).toEqual([
      '✖ Unrecognized key: "lasting"',
      '  → at dev',
      ...['portalUrl', 'tokens.issuer'].flatMap(name => ['✖ missing', `  → at dev.${name}`]),
    ])
    expect(() => stagesOf({ dev: example.dev, test: example.dev })).toThrow('"test"')
    expect(() => stagesOf({})).toThrow('no stage')
  })

  it('are known, each that the guide tells of, and each known one is in the guide', () => {
    const [, rows = ''] = /^ *\| setting \|.*\n((?: *\|.*\n)+)/m.exec(guide) ?? []
    const told = [...rows.matchAll(/^ *\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    )
    expect(told.toSorted()).toEqual([...settingNames].toSorted())
  })

  it('are asked for by the name of their file where it is not there, or is no JSON', () => {
    const nowhere = join(import.meta.dirname, 'nowhere.json')
    expect(() => environmentsFrom(nowhere)).toThrow(`The settings in ${nowhere} cannot be used`)
    expect(() => environmentsFrom(nowhere)).toThrow('no such file')
    expect(() => environmentsFrom(settingsFile('{ "dev": { } , }'))).toThrow('JSON at position')
  })

  it('are examples where there is no file, of which CloudFormation refuses every stack and says why', () => {
    const refusal = (app: App) =>
      app.node.children
        .filter(Stack.isStack)
        .map(stack => Template.fromStack(stack).toJSON().Rules?.NotTheExamples)
    const { app } = synthesizedApp()
    for (const rule of refusal(app))
      expect(rule?.Assertions).toMatchObject([
        {
          Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Settings' }, 'examples'] }] },
          AssertDescription: expect.stringContaining('settings.json'),
        },
      ])
    expect(refusal(appOf('prod', {})).filter(Boolean)).toEqual([])
  })
})
