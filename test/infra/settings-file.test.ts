import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
import { describe, expect, it } from 'vitest'
import { stages } from '../../infra/environments.ts'
import { environmentsFrom } from '../../infra/settings-file.ts'
import { LEDGER_KEPT_DAYS, settingNames } from '../../infra/stage-settings.ts'
import { settingsFile, stagesOfApp } from './synthesized.ts'

const stagesOf = (settings: unknown) => environmentsFrom(settingsFile(settings))

const firewallArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/firewall/1a2b'
const guide = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8')
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(guide)?.[1] ?? '')

describe('the settings of operators', () => {
  it('make the stages they name, with what they leave open as the project has it', () => {
    const own = { region: 'eu-central-1', ledgerDays: 90 }
    const open = { region: 'eu-west-1', attemptsAtOnce: 10, mailsPerSecond: 14, stubsSecret: 1 }
    const served = {
      page: { clientId: 'doorlevering-portal', scope: 'openid monitoring' },
      front: { secret: 1 },
    }
    const { lasting, monthlyBudget, logRetention, auditRetention } = stages.acc
    expect(stagesOf({ dev: example.dev, acc: { ...example.dev, ...own } })).toEqual({
      dev: { ...open, ...served, ...stages.dev, ...example.dev },
      acc: {
        ...open,
        ...served,
        lasting,
        monthlyBudget,
        logRetention,
        auditRetention,
        ...example.dev,
        ...own,
      },
    })
  })

  it('have a page, as the client the project names, unless they say otherwise', () => {
    const pageOf = (page: unknown) => stagesOf({ dev: { ...example.dev, page } }).dev?.page
    const usual = { clientId: 'doorlevering-portal', scope: 'openid monitoring' }
    expect([pageOf(undefined), pageOf({}), pageOf(false)]).toEqual([usual, usual, false])
    const own = { clientId: '0oa1', scope: 'openid monitoring offline_access' }
    const issuerOrigins = ['https://tokens.example']
    expect(pageOf({ ...own, issuerOrigins })).toEqual({ ...own, issuerOrigins })
    for (const wrong of [
      true,
      { clientId: '' },
      { scope: 'monitoring' },
      { issuerOrigins: ['https://a.example/x'] },
    ])
      expect(faultsOf({ page: wrong }), JSON.stringify(wrong)).toContainEqual(
        expect.stringContaining('at dev.page'),
      )
  })

  it('name the front as the portal where the page is, with its certificate', () => {
    const portalUrl = 'https://portal.example'
    const certificateArn = 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b'
    const front = { domainName: 'portal.example', certificateArn, secret: 1 }
    const elsewhere = { ...front, domainName: 'api.example' }
    expect(faultsOf({ portalUrl, front })).toEqual([])
    expect(faultsOf({ portalUrl, page: false, front: elsewhere })).toEqual([])
    expect(faultsOf({ portalUrl, front: elsewhere })).toEqual([
      '✖ must be the host of portalUrl, where the page is',
      '  → at dev.front.domainName',
    ])
    for (const half of [
      { domainName: 'portal.example', secret: 1 },
      { certificateArn, secret: 1 },
    ])
      expect(faultsOf({ portalUrl, front: half })).toContain('  → at dev.front.certificateArn')
    expect(faultsOf({ portalUrl, front: { ...front, firewallArn } })).toEqual([])
    const elsewhereArn = firewallArn.replace('us-east-1', 'eu-west-1')
    expect(faultsOf({ portalUrl, front: { ...front, firewallArn: elsewhereArn } })).toContain(
      '  → at dev.front.firewallArn',
    )
  })

  it('are asked for everything that is missing, wrong or unknown at once', () => {
    const { dev } = example
    const faults = {
      portalUrl: 'https://portal.example/',
      tokens: { ...dev.tokens, jwksUri: 'http://login.example/keys' },
      mailDomain: undefined,
      alarmsTo: { page: 'everybody', ticket: 'operators@schools.example' },
      runbooksUrl: 'https://git.example/',
      account: '1234',
      ledgerDays: 0,
      lasting: false,
    }
    const refused = () => stagesOf({ dev: { ...dev, ...faults }, test: dev })
    for (const fault of [
      '"test"',
      '"lasting"',
      'portalUrl',
      'jwksUri',
      'mailDomain',
      'alarmsTo.page',
      'runbooksUrl',
      'account',
    ])
      expect(refused).toThrow(fault)
    expect(refused).toThrow(/ledgerDays/)
  })

  const faultsOf = (faults: object): readonly string[] => {
    try {
      stagesOf({ dev: { ...example.dev, ...faults } })
    } catch (error) {
      const [, ...lines] = (error as Error).message.split('\n')
      return lines
    }
    return []
  }

  it('say `missing` of what is not there, whatever should be', () => {
    const { issuer: _, ...tokens } = example.dev.tokens
    const faults = { portalUrl: undefined, mailDomain: undefined, alarmsTo: undefined, tokens }
    expect(faultsOf({ ...faults, inspectorate: undefined })).toEqual(
      ['mailDomain', 'portalUrl', 'inspectorate', 'alarmsTo', 'tokens.issuer'].flatMap(name => [
        '✖ missing',
        `  → at dev.${name}`,
      ]),
    )
  })

  it.each(['logRetention', 'auditRetention'])(
    'let %s be any period up to thirteen months, and no more',
    name => {
      const known = Object.values(RetentionDays).filter(days => typeof days === 'number')
      expect(known.filter(days => faultsOf({ [name]: days }).length === 0)).toEqual(
        known.filter(days => days <= 400),
      )
      expect(faultsOf({ [name]: 731 })).toEqual([
        expect.stringMatching(/must be one of 1, 3, .*, 400 \(days\)$/),
        `  → at dev.${name}`,
      ])
    },
  )

  it('lock the ledger for no longer than it is kept', () => {
    expect(faultsOf({ ledgerDays: LEDGER_KEPT_DAYS })).toEqual([])
    for (const ledgerDays of [0, 1.5, LEDGER_KEPT_DAYS + 1, 99_999])
      expect(faultsOf({ ledgerDays })).toEqual([
        expect.stringContaining('from 1 to the 2562'),
        '  → at dev.ledgerDays',
      ])
  })

  it.each([
    ['attemptsAtOnce', 2, 1000],
    ['mailsPerSecond', 1, 500],
  ])('let %s be a whole number from %i to %i', (name, least, most) => {
    for (const good of [least, most])
      expect(stagesOf({ dev: { ...example.dev, [name]: good } }).dev).toMatchObject({ [name]: good })
    for (const wrong of [least - 1, most + 1, least + 0.5, `${least}`])
      expect(faultsOf({ [name]: wrong })).toContain(`  → at dev.${name}`)
  })

  it('are known, each that the guide tells of, and each known one is in the guide', () => {
    const [, rows = ''] = /^ *\| setting \|.*\n((?: *\|.*\n)+)/m.exec(guide) ?? []
    const told = [...rows.matchAll(/^ *\| ([^|]+) \|/gm)].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`(\w+)`/g)].map(([, name = '']) => name),
    )
    expect(told.toSorted()).toEqual([...settingNames].toSorted())
  })

  it('name the portal as a browser does', () => {
    expect(faultsOf({ portalUrl: 'https://portal.example:8443' })).toEqual([])
    for (const host of ['portal.example/start', 'portal.example/', 'Portal.example', 'portal.example:443'])
      expect(faultsOf({ portalUrl: `https://${host}` }), host).toEqual([
        expect.stringContaining('must be an origin'),
        '  → at dev.portalUrl',
      ])
    expect(faultsOf({ portalUrl: 'http://portal.example' })).toHaveLength(2)
  })

  it('name a restored table by its stream', () => {
    const stream = 'arn:aws:dynamodb:eu-west-1:123456789012:table/restored/stream/2027-07-01T06:00:00.000'
    expect(faultsOf({ restoredTable: stream })).toEqual([])
    for (const arn of ['not-an-arn', stream.replace(/\/stream.*/, '')])
      expect(faultsOf({ restoredTable: arn }), arn).toContain('  → at dev.restoredTable')
  })

  it('are asked for by the name of their file where it is not there, or is no JSON', () => {
    const nowhere = join(import.meta.dirname, 'nowhere.json')
    expect(() => environmentsFrom(nowhere)).toThrow(`The settings in ${nowhere} cannot be used`)
    expect(() => environmentsFrom(nowhere)).toThrow('no such file')
    const broken = settingsFile('{ "dev": { "account": "123456789012", } }')
    expect(() => environmentsFrom(broken)).toThrow(`The settings in ${broken} cannot be used`)
    expect(() => environmentsFrom(broken)).toThrow('JSON at position')
    expect(() => stagesOf({})).toThrow('no stage')
  })

  it('are examples where there is no file, of an account that is nobody’s, so that the CDK deploys none of them', () => {
    for (const { data, address, service } of stagesOfApp())
      expect([data, address, service].map(({ account }) => account)).toEqual(Array(3).fill('000000000000'))
  })
})
