import { absent, between, given, has, matches, ofType, type Rule, refersTo, refersToA } from './rule.ts'
import type { Json, StackTemplate } from './template.ts'

const api = ['AWS::ApiGatewayV2::Api']
const apiStage = ['AWS::ApiGatewayV2::Stage']
const configurationSet = ['AWS::SES::ConfigurationSet']
const lambdaFunction = ['AWS::Lambda::Function']

/** What the access log may know of a request: nothing that was typed, and nobody who called. */
const logged = [
  'requestTime',
  'requestId',
  'routeKey',
  'status',
  'responseLength',
  'responseLatency',
  'integrationErrorMessage',
]

const namesNobody = (format: Json | undefined): boolean =>
  [...String(format).matchAll(/\$context\.([A-Za-z.]+)/g)].every(([, name = '']) => logged.includes(name))

/** Whether what answers a route is a function of the same template. */
const isOurs = (target: Json | undefined, template: StackTemplate): boolean =>
  ofType(template, 'AWS::ApiGatewayV2::Integration').some(
    integration =>
      refersTo(target, integration) &&
      matches(integration.Properties, {
        IntegrationType: 'AWS_PROXY',
        IntegrationUri: uri =>
          ['AWS::Lambda::Function', 'AWS::Lambda::Alias'].some(type => refersToA(uri, type, template)),
      }),
  )

/** Of what people meet: functions, their logs, the API and the mail. */
export const servingRules = {
  'function-runs-on-node-24-on-arm': {
    says: 'A function runs on Node 24, on arm64.',
    of: lambdaFunction,
    holds: ({ Properties }) =>
      Properties.Runtime === 'nodejs24.x' && String(Properties.Architectures) === 'arm64',
  },
  'function-has-a-log-of-its-own': {
    says: 'A function writes to a log of the stack, to which no other function writes.',
    of: lambdaFunction,
    holds: ({ Properties }, template) => {
      const same = ofType(template, ...lambdaFunction).filter(
        other => JSON.stringify(other.Properties.LoggingConfig) === JSON.stringify(Properties.LoggingConfig),
      )
      return refersToA(Properties.LoggingConfig, 'AWS::Logs::LogGroup', template) && same.length === 1
    },
  },
  'log-has-every-line': {
    says: 'Lambda passes every line on that a function writes, as it is: alarms count them. In its JSON format it can leave some out.',
    of: lambdaFunction,
    holds: ({ Properties }) => !matches(Properties.LoggingConfig, { LogFormat: 'JSON' }),
  },
  'log-is-forgotten': {
    says: 'A log is forgotten after a set time, thirteen months at most.',
    of: ['AWS::Logs::LogGroup'],
    holds: has({ RetentionInDays: between(1, 400) }),
  },
  'permission-names-its-source': {
    says: 'A service may call a function only for a resource that is named.',
    of: ['AWS::Lambda::Permission'],
    holds: has({ SourceArn: given }),
  },
  'api-holds-callers-to-a-rate': {
    says: 'The API holds callers to a rate far below what the account allows, on every route.',
    of: apiStage,
    holds: has({
      DefaultRouteSettings: {
        ThrottlingRateLimit: between(1, 1000),
        ThrottlingBurstLimit: between(1, 1000),
      },
      RouteSettings: absent,
    }),
  },
  'api-log-names-nobody': {
    says: 'The API writes an access log of this stack, without a word on who called or what was typed.',
    of: apiStage,
    holds: ({ Properties }, template) =>
      matches(Properties.AccessLogSettings, {
        DestinationArn: value => refersToA(value, 'AWS::Logs::LogGroup', template),
        Format: namesNobody,
      }),
  },
  'api-answers-by-our-functions': {
    says: 'Every route of the API goes to a function of ours, and so does all that has no route.',
    of: api,
    holds: (resource, template) => {
      const routes = ofType(template, 'AWS::ApiGatewayV2::Route').filter(({ Properties }) =>
        refersTo(Properties.ApiId, resource),
      )
      return (
        routes.some(({ Properties }) => Properties.RouteKey === '$default') &&
        routes.every(({ Properties }) => isOurs(Properties.Target, template))
      )
    },
  },
  'api-has-no-cors': {
    says: 'The API has no CORS: the portal calls from its server or from the same origin.',
    of: api,
    holds: has({ CorsConfiguration: absent }),
  },
  'mail-is-signed': {
    says: 'The domain mails come from signs them (DKIM), with a key of 2,048 bits.',
    of: ['AWS::SES::EmailIdentity'],
    holds: has({
      DkimAttributes: { SigningEnabled: true },
      DkimSigningAttributes: { NextSigningKeyLength: 'RSA_2048_BIT' },
    }),
  },
  'mail-keeps-to-our-terms': {
    says: 'Whatever is sent from the domain is sent by a configuration set of ours, also where none is told.',
    of: ['AWS::SES::EmailIdentity'],
    holds: ({ Properties }, template) =>
      refersToA(Properties.ConfigurationSetAttributes, 'AWS::SES::ConfigurationSet', template),
  },
  'mail-goes-over-tls': {
    says: 'A mail goes over TLS or not at all.',
    of: configurationSet,
    holds: has({ DeliveryOptions: { TlsPolicy: 'REQUIRE' } }),
  },
  'mail-that-comes-back-is-told': {
    says: 'A mail that bounces or is complained of is told to us, and counted.',
    of: configurationSet,
    holds: (resource, template) =>
      matches(resource.Properties, { ReputationOptions: { ReputationMetricsEnabled: true } }) &&
      ofType(template, 'AWS::SES::ConfigurationSetEventDestination').some(({ Properties }) =>
        matches(Properties, {
          ConfigurationSetName: value => refersTo(value, resource),
          EventDestination: { Enabled: true, MatchingEventTypes: ['bounce', 'complaint'] },
        }),
      ),
  },
} as const satisfies Readonly<Record<string, Rule>>
