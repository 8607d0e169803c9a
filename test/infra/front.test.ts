import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { afterAll, describe, expect, it } from 'vitest'
import { type Environment, environments } from '../../infra/environments.ts'
import { httpPaths } from '../../infra/manifests.ts'
import { nagPacks } from '../../infra/nag.ts'
import { addStages } from '../../infra/stacks/stages.ts'
import { ORIGIN_HEADER } from '../../shared/access/origin-verification.ts'
import { emptyApp, only, type Properties } from './synthesized.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorlevering-front-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const { tokens, mailDomain, portalUrl, inspectorate, alarmsTo } = environments.prod
const front = {
  domainName: 'api.doorlevering.example',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b-3c4d',
  apiHost: 'a1b2c3.execute-api.eu-west-1.amazonaws.com',
}

/** An app of one stage with a front, whose secret was turned so many times and once. */
const appWithFront = (secret: number) => {
  const settings = join(folder, `${secret}.json`)
  const prod: Partial<Environment> = {
    ...{ tokens, mailDomain, portalUrl, inspectorate, alarmsTo },
    front: { ...front, secret },
  }
  writeFileSync(settings, JSON.stringify({ prod }))
  const app = emptyApp()
  app.node.setContext('settings', settings)
  addStages(app)
  return app
}

const templateOf = (app: ReturnType<typeof appWithFront>, name: string): Template =>
  Template.fromStack(
    only(app.node.children.filter(Stack.isStack).filter(({ stackName }) => stackName === name)),
  )

const allOf = (template: Template, type: string): readonly Properties[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties)

const partsOf = (secret: number) => {
  const app = appWithFront(secret)
  return {
    app,
    data: templateOf(app, 'doorlevering-prod-data'),
    service: templateOf(app, 'doorlevering-prod'),
    front: templateOf(app, 'doorlevering-prod-front'),
  }
}

const reference = (number: number): string =>
  `{{resolve:secretsmanager:doorlevering-prod-data-front-${number}:SecretString:::}}`

const first = partsOf(1)
const turned = partsOf(4)

interface Distribution {
  readonly DistributionConfig: {
    readonly Origins: readonly [
      { readonly DomainName: string; readonly OriginCustomHeaders: readonly Properties[] },
    ]
    readonly CustomErrorResponses: readonly Properties[]
  } & Properties
}

const distributionOf = ({ front: template }: typeof first): Distribution['DistributionConfig'] =>
  (only(allOf(template, 'AWS::CloudFront::Distribution')) as unknown as Distribution).DistributionConfig

const acceptedBy = ({ service }: typeof first): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    allOf(service, 'AWS::Lambda::Function').map(({ FunctionName, Environment }) => [
      String(FunctionName).replace('doorlevering-prod-', ''),
      (Environment as { Variables: Properties }).Variables.ORIGIN_SECRETS,
    ]),
  )

describe('the front of the API', () => {
  it('is reached by its own name, over TLS 1.2 or newer only, and reaches the API the same way', () => {
    expect(distributionOf(first)).toMatchObject({
      Aliases: [front.domainName],
      ViewerCertificate: {
        AcmCertificateArn: front.certificateArn,
        MinimumProtocolVersion: 'TLSv1.2_2021',
        SslSupportMethod: 'sni-only',
      },
      DefaultCacheBehavior: { ViewerProtocolPolicy: 'https-only' },
      Origins: [
        {
          DomainName: front.apiHost,
          CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
        },
      ],
    })
  })

  it('keeps no answer, and no refusal of one caller for another', () => {
    const { DefaultCacheBehavior, CustomErrorResponses, ...config } = distributionOf(first)
    expect(config).not.toHaveProperty('CacheBehaviors')
    // AWS' own policies: CachingDisabled, and AllViewerExceptHostHeader.
    expect(DefaultCacheBehavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    })
    expect(CustomErrorResponses).toEqual(
      [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map(ErrorCode => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    )
  })

  it('has a firewall: the common rules, and a rate for one address', () => {
    const firewall = only(allOf(first.front, 'AWS::WAFv2::WebACL'))
    expect(firewall).toMatchObject({ Scope: 'CLOUDFRONT', DefaultAction: { Allow: {} } })
    expect(firewall.Rules).toMatchObject([
      { Action: { Block: {} }, Statement: { RateBasedStatement: { AggregateKeyType: 'IP' } } },
      {
        OverrideAction: { None: {} },
        Statement: { ManagedRuleGroupStatement: { Name: 'AWSManagedRulesCommonRuleSet', VendorName: 'AWS' } },
      },
    ])
    expect(JSON.stringify(firewall)).not.toContain('"SampledRequestsEnabled":true')
    const [[id]] = Object.entries(first.front.findResources('AWS::WAFv2::WebACL')) as [[string, unknown]]
    expect(distributionOf(first).WebACLId).toEqual({ 'Fn::GetAtt': [id, 'Arn'] })
  })

  it('stands in the region of CloudFront, is deployed after the API, and bears the tags of the stage', () => {
    const stacks = first.app.node.children.filter(Stack.isStack)
    const before = only(stacks.filter(({ stackName }) => stackName === 'doorlevering-prod-front'))
    expect(before.region).toBe('us-east-1')
    expect(before.dependencies.map(({ stackName }) => stackName)).toEqual(['doorlevering-prod'])
    for (const tagged of [
      ...allOf(first.front, 'AWS::CloudFront::Distribution'),
      ...allOf(first.front, 'AWS::WAFv2::WebACL'),
      ...allOf(first.data, 'AWS::SecretsManager::Secret'),
    ])
      expect(tagged.Tags).toEqual([
        { Key: 'service', Value: 'doorlevering' },
        { Key: 'stage', Value: 'prod' },
      ])
  })

  it('has no finding of cdk-nag', () => {
    for (const Pack of nagPacks)
      expect(new Pack(first.app).validateScope(first.app).violations, Pack.name).toEqual([])
  })
})

describe('the secret of the front', () => {
  it('is sent by it, and taken by who answers callers, or tries what answers them, and by nobody else', () => {
    const [{ OriginCustomHeaders }] = distributionOf(first).Origins
    expect(OriginCustomHeaders).toEqual([{ HeaderName: 'X-Origin-Verify', HeaderValue: reference(1) }])
    expect('X-Origin-Verify'.toLowerCase()).toBe(ORIGIN_HEADER)
    const knowing = Object.entries(acceptedBy(first)).filter(([, secrets]) => secrets !== undefined)
    expect(Object.fromEntries(knowing)).toEqual(
      Object.fromEntries([...Object.keys(httpPaths), 'smoke-test'].map(name => [name, reference(1)])),
    )
  })

  it('is made by AWS, kept where the front is too, and in no template', () => {
    expect(only(allOf(first.data, 'AWS::SecretsManager::Secret'))).toMatchObject({
      Name: 'doorlevering-prod-data-front-1',
      GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 48 },
      ReplicaRegions: [{ Region: 'us-east-1' }],
    })
  })

  it('is turned by one more: the new one is sent, both are taken, and the one before those is kept for a way back', () => {
    const [{ OriginCustomHeaders }] = distributionOf(turned).Origins
    expect(OriginCustomHeaders).toMatchObject([{ HeaderValue: reference(4) }])
    expect(acceptedBy(turned)['consent-api']).toBe(`${reference(4)},${reference(3)}`)
    expect(allOf(turned.data, 'AWS::SecretsManager::Secret').map(({ Name }) => Name)).toEqual(
      [2, 3, 4].map(number => `doorlevering-prod-data-front-${number}`),
    )
  })
})

describe('a stage without a front', () => {
  it('has no stack for it, and asks callers for no secret', () => {
    const app = emptyApp()
    addStages(app)
    const names = app.node.children.filter(Stack.isStack).map(({ stackName }) => stackName)
    expect(names.filter(name => name.endsWith('-front'))).toEqual([])
    expect(JSON.stringify(templateOf(app, 'doorlevering-prod').toJSON())).not.toContain('ORIGIN_SECRETS')
  })
})
