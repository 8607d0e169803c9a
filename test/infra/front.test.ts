import { type App, Stack } from 'aws-cdk-lib'
import type { Template } from 'aws-cdk-lib/assertions'
import { describe, expect, it } from 'vitest'
import { portalPage } from '../../infra/local/portal.ts'
import { httpPaths } from '../../infra/manifests.ts'
import { pagePolicy } from '../../infra/page/policy.ts'
import { everyAnswer } from '../../shared/http/answer.ts'
import { ORIGIN_HEADER } from '../../shared/http/middlewares/origin-verification.ts'
import { statementsIn } from './policies.ts'
import { appOf, environments, type Json, only, type Properties, templatesOf } from './synthesized.ts'

const { tokens, portalUrl } = environments.prod
const firewallArn = 'arn:aws:wafv2:us-east-1:123456789012:global/webacl/firewall/1a2b'
const named = {
  domainName: 'portal.doorlevering.example',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1a2b-3c4d',
}

const accessibility = { organisation: 'De Vensters', email: 'hulp@vensters.example', drawnUpOn: '2027-05-11' }

const stackNames = (app: App): readonly string[] =>
  app.node.children.filter(Stack.isStack).map(({ stackName }) => stackName)

const allOf = (template: Template, type: string): readonly Properties[] =>
  Object.values(template.findResources(type)).map(({ Properties }) => Properties)

const idOf = (template: Template, type: string): string => only(Object.keys(template.findResources(type)))

const partsOf = (settings: object) => {
  const app = appOf('prod', settings)
  const templates = templatesOf(app)
  return {
    app,
    data: templates.get('-data')!,
    address: templates.get('-address')!,
    service: templates.get('')!,
  }
}

type Parts = ReturnType<typeof partsOf>

const reference = (number: number): string =>
  `{{resolve:secretsmanager:doorlevering-prod-data-front-${number}:SecretString:::}}`

/** As it comes where nothing is set. */
const usual = partsOf({})
const whole = partsOf({
  page: { clientId: 'portal-7', issuerOrigins: ['https://tokens.example'], accessibility },
  front: { ...named, firewallArn, secret: 4 },
})
const withoutPage = partsOf({ page: false, front: { ...named, secret: 1 } })
const none = partsOf({ page: false })

interface Origin extends Properties {
  readonly Id: string
}

interface Distribution extends Properties {
  readonly Origins: readonly Origin[]
  readonly DefaultCacheBehavior: Properties
  readonly CacheBehaviors: readonly Properties[]
}

const distributionOf = ({ address }: Parts): Distribution =>
  only(allOf(address, 'AWS::CloudFront::Distribution')).DistributionConfig as unknown as Distribution

const originOf = (parts: Parts, { TargetOriginId }: Properties): Origin =>
  only(distributionOf(parts).Origins.filter(({ Id }) => Id === TargetOriginId))

const apiBehaviorOf = (parts: Parts): Properties => only(distributionOf(parts).CacheBehaviors)

const outputOf = ({ service }: Parts, name: string): Json => service.findOutputs(name)[name]?.Value

const acceptedBy = ({ service }: Parts): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    allOf(service, 'AWS::Lambda::Function').map(({ FunctionName, Environment }) => [
      String(FunctionName).replace('doorlevering-prod-', ''),
      (Environment as { Variables: Properties }).Variables.ORIGIN_SECRETS,
    ]),
  )

describe('page and API', () => {
  it('are of one origin, which is the portal’s', () => {
    expect(distributionOf(whole).Aliases).toEqual([named.domainName])
    expect(apiBehaviorOf(whole).PathPattern).toBe('/v1*')
    expect(outputOf(whole, 'PageUrl')).toBe(`${portalUrl}/`)
    expect(outputOf(whole, 'ApiUrl')).toBe(`${portalUrl}/`)
  })

  it('are there without a name of one’s own too, under CloudFront’s', () => {
    expect(distributionOf(usual)).not.toHaveProperty('Aliases')
    expect(JSON.stringify(outputOf(usual, 'PageUrl'))).toMatch(/address:ExportsOutput\w+front\w+DomainName/)
    expect(outputOf(usual, 'ApiUrl')).toEqual(outputOf(usual, 'PageUrl'))
  })

  it('are reached over TLS 1.2 or newer only', () => {
    const { ViewerCertificate, DefaultCacheBehavior } = distributionOf(whole) as unknown as Properties
    expect(ViewerCertificate).toMatchObject({ MinimumProtocolVersion: 'TLSv1.2_2021' })
    expect(DefaultCacheBehavior).toMatchObject({ ViewerProtocolPolicy: 'redirect-to-https' })
    expect(apiBehaviorOf(whole).ViewerProtocolPolicy).toBe('https-only')
  })

  it('stand behind the firewall that is set', () => {
    expect(distributionOf(whole).WebACLId).toBe(firewallArn)
  })

  it('keep no refusal of one caller for another', () => {
    expect(distributionOf(whole).CustomErrorResponses).toEqual(
      [400, 403, 404, 405, 414, 500, 501, 502, 503, 504].map(ErrorCode => ({
        ErrorCode,
        ErrorCachingMinTTL: 0,
      })),
    )
  })
})

describe.each([
  ['under the page', usual, apiBehaviorOf(usual)],
  ['alone', withoutPage, distributionOf(withoutPage).DefaultCacheBehavior],
])('the API behind CloudFront, %s', (_, parts, behavior) => {
  it('keeps its own answers: none is cached, and all of a request but its host reaches it', () => {
    // AWS' own policies: CachingDisabled, and AllViewerExceptHostHeader.
    expect(behavior).toMatchObject({
      CachePolicyId: '4135ea2d-6df8-44a3-9df3-4b5a84be39ad',
      OriginRequestPolicyId: 'b689b0a8-53d0-40ab-baf2-68738e2966ac',
      AllowedMethods: ['GET', 'HEAD', 'OPTIONS', 'PUT', 'PATCH', 'POST', 'DELETE'],
    })
    expect(behavior).not.toHaveProperty('ResponseHeadersPolicyId')
  })

  it('is reached by the host of the HTTP API over TLS, with the secret', () => {
    const origin = originOf(parts, behavior)
    expect(origin).toMatchObject({
      CustomOriginConfig: { OriginProtocolPolicy: 'https-only', OriginSSLProtocols: ['TLSv1.2'] },
      OriginCustomHeaders: [{ HeaderName: 'X-Origin-Verify', HeaderValue: reference(1) }],
    })
    const api = idOf(parts.address, 'AWS::ApiGatewayV2::Api')
    expect(JSON.stringify(origin.DomainName)).toContain(`{"Fn::GetAtt":["${api}","ApiEndpoint"]}`)
  })
})

it('is filled with files that wait until all callers have the API they were made for', () => {
  const live = Object.entries(whole.service.findResources('AWS::Lambda::Alias'))
  const ofApi = live.map(([id]) => id).filter(id => /^(consent|report|board|operator)api/.test(id))
  expect(ofApi).toHaveLength(Object.keys(httpPaths).length)
  expect(only(Object.values(whole.service.findResources('Custom::PageFiles'))).DependsOn).toEqual(
    expect.arrayContaining(ofApi),
  )
})

describe('the files of the page', () => {
  const { DefaultCacheBehavior: behavior, DefaultRootObject } = distributionOf(usual)

  it('come out of a bucket that nobody reads but this distribution', () => {
    const { OriginAccessControlId, DomainName } = originOf(usual, behavior)
    expect(DefaultRootObject).toBe('index.html')
    const control = idOf(usual.address, 'AWS::CloudFront::OriginAccessControl')
    expect(OriginAccessControlId).toEqual({ 'Fn::GetAtt': [control, 'Id'] })
    const bucket = idOf(usual.address, 'AWS::S3::Bucket')
    expect(DomainName).toEqual({ 'Fn::GetAtt': [bucket, 'RegionalDomainName'] })
    const front = idOf(usual.address, 'AWS::CloudFront::Distribution')
    const { PolicyDocument } = only(allOf(usual.address, 'AWS::S3::BucketPolicy'))
    const lettingIn = statementsIn(PolicyDocument).filter(({ Effect }) => Effect === 'Allow')
    expect(lettingIn).toMatchObject([
      {
        Principal: { Service: 'cloudfront.amazonaws.com' },
        // To who may list, S3 says of what is not there that it is not there.
        Action: ['s3:GetObject', 's3:ListBucket'],
        Condition: {
          StringEquals: { 'AWS:SourceArn': { 'Fn::Join': ['', expect.arrayContaining([{ Ref: front }])] } },
        },
      },
    ])
  })

  it('are kept for as long as each says, and whoever asks in whichever way has the same', () => {
    expect(behavior.CachePolicyId).toEqual({ Ref: idOf(usual.address, 'AWS::CloudFront::CachePolicy') })
    const { CachePolicyConfig } = only(allOf(usual.address, 'AWS::CloudFront::CachePolicy'))
    expect(CachePolicyConfig).toMatchObject({
      ...{ MinTTL: 0, DefaultTTL: 0, MaxTTL: 365 * 24 * 3600 },
      ParametersInCacheKeyAndForwardedToOrigin: {
        CookiesConfig: { CookieBehavior: 'none' },
        HeadersConfig: { HeaderBehavior: 'none' },
        QueryStringsConfig: { QueryStringBehavior: 'none' },
      },
    })
  })

  it('have the headers they have locally, and are had over TLS for a year as the API is', async () => {
    const { ResponseHeadersPolicyConfig } = only(
      allOf(whole.address, 'AWS::CloudFront::ResponseHeadersPolicy'),
    )
    const { SecurityHeadersConfig: security, CustomHeadersConfig } = ResponseHeadersPolicyConfig as {
      [part: string]: { [header: string]: Properties }
    }
    const page = await portalPage(tokens.issuer)
    const local = page({ method: 'GET', url: '/', headers: {}, body: Buffer.from('') })?.headers ?? {}
    const opener = 'Cross-Origin-Opener-Policy'
    expect(CustomHeadersConfig?.Items).toEqual([{ Header: opener, Value: local[opener], Override: true }])
    expect(security).toMatchObject({
      FrameOptions: { FrameOption: local['X-Frame-Options'] },
      ReferrerPolicy: { ReferrerPolicy: local['Referrer-Policy'] },
      ContentTypeOptions: { Override: true },
      StrictTransportSecurity: { IncludeSubdomains: true },
    })
    expect(everyAnswer['Strict-Transport-Security']).toBe(
      `max-age=${security!.StrictTransportSecurity!.AccessControlMaxAgeSec}; includeSubDomains`,
    )
    const told = JSON.stringify(security!.ContentSecurityPolicy!.ContentSecurityPolicy)
    const [before, after] = pagePolicy([tokens.issuer, 'https://tokens.example', 'https://<uploads>']).split(
      '<uploads>',
    )
    expect(told).toContain(JSON.stringify(before).slice(1, -1))
    expect(told).toContain(JSON.stringify(after).slice(1, -1))
    expect(told).toMatch(/uploads[^"]*RegionalDomainName/)
  })

  it('are put there by a function, with the configuration of the page, whenever either changes', () => {
    const files = (parts: Parts) => only(allOf(parts.service, 'Custom::PageFiles'))
    const { ServiceToken, Configuration, Version } = files(whole)
    expect(JSON.stringify(ServiceToken)).toMatch(/publishpagelive/)
    expect(JSON.parse(String(Configuration))).toEqual({
      issuer: tokens.issuer,
      clientId: 'portal-7',
      scope: 'openid monitoring',
      accessibility,
    })
    // Another one wherever the function is, which has the files beside its code.
    expect(JSON.stringify(Version)).toMatch(/^{"Fn::GetAtt":\["publishpageCurrentVersion\w+","Version"\]}$/)
    expect(JSON.parse(String(files(usual).Configuration)).clientId).toBe('doorlevering-portal')
  })
})

describe('the secret of the front', () => {
  it('is sent by it, and taken by who answers callers, and by nobody else', () => {
    expect('X-Origin-Verify'.toLowerCase()).toBe(ORIGIN_HEADER)
    const knowing = Object.entries(acceptedBy(usual)).filter(([, secrets]) => secrets !== undefined)
    expect(Object.fromEntries(knowing)).toEqual(
      Object.fromEntries(Object.keys(httpPaths).map(name => [name, reference(1)])),
    )
  })

  it('is made by AWS, and in no template', () => {
    expect(only(allOf(usual.data, 'AWS::SecretsManager::Secret'))).toMatchObject({
      Name: 'doorlevering-prod-data-front-1',
      GenerateSecretString: { ExcludePunctuation: true, PasswordLength: 48 },
    })
  })

  it('is turned by one more: sent is the one before, which functions take already; they take both, and one more is kept for a way back', () => {
    expect(originOf(whole, apiBehaviorOf(whole)).OriginCustomHeaders).toMatchObject([
      { HeaderValue: reference(3) },
    ])
    expect(acceptedBy(whole)['consent-api']).toBe(`${reference(4)},${reference(3)}`)
    expect(allOf(whole.data, 'AWS::SecretsManager::Secret').map(({ Name }) => Name)).toEqual(
      [2, 3, 4].map(number => `doorlevering-prod-data-front-${number}`),
    )
  })
})

describe('a stage whose page is left out', () => {
  it('has no CloudFront, no bucket for it and nothing to fill it, and asks callers for no secret', () => {
    for (const type of ['AWS::CloudFront::Distribution', 'AWS::S3::Bucket', 'Custom::PageFiles'])
      expect([...allOf(none.address, type), ...allOf(none.service, type)], type).toEqual([])
    expect(allOf(none.data, 'AWS::SecretsManager::Secret')).toEqual([])
    expect(Object.keys(acceptedBy(none))).not.toContain('publish-page')
    expect(JSON.stringify(none.service.toJSON())).not.toContain('ORIGIN_SECRETS')
    expect(outputOf(none, 'PageUrl')).toBeUndefined()
    expect(JSON.stringify(outputOf(none, 'ApiUrl'))).toMatch(/address:ExportsOutput\w+httpapi\w+ApiEndpoint/)
  })

  it('has CloudFront before the API all the same where that is set', () => {
    expect(distributionOf(withoutPage)).not.toHaveProperty('DefaultRootObject')
    expect(allOf(withoutPage.address, 'AWS::S3::Bucket')).toEqual([])
    expect(outputOf(withoutPage, 'PageUrl')).toBeUndefined()
  })
})

it('is all that stays where it is when the service is thrown away: the address, and the domain of the mails', () => {
  const lasting = ['AWS::ApiGatewayV2::Api', 'AWS::CloudFront::Distribution', 'AWS::SES::EmailIdentity']
  for (const type of [...lasting, 'AWS::SES::ConfigurationSet']) {
    expect(allOf(usual.address, type), type).toHaveLength(1)
    expect(allOf(usual.service, type), type).toEqual([])
  }
  const stacks = usual.app.node.children.filter(Stack.isStack)
  const address = only(stacks.filter(({ stackName }) => stackName === 'doorlevering-prod-address'))
  expect(address.dependencies.map(({ stackName }) => stackName)).toEqual(['doorlevering-prod-data'])
})

it('has a budget beside it, unless it is left out', () => {
  expect(stackNames(usual.app)).toContain('doorlevering-prod-budget')
  expect(stackNames(appOf('prod', { monthlyBudget: false }))).not.toContain('doorlevering-prod-budget')
})
