import type { servingRules } from '../../../infra/rules/serving.ts'
import type { MutationsOf } from './mutation.ts'

const logGroup = 'AWS::Logs::LogGroup'
const lambdaFunction = 'AWS::Lambda::Function'
const api = 'AWS::ApiGatewayV2::Api'
const apiStage = 'AWS::ApiGatewayV2::Stage'
const identity = 'AWS::SES::EmailIdentity'
const configurationSet = 'AWS::SES::ConfigurationSet'
const eventDestination = 'AWS::SES::ConfigurationSetEventDestination'

export const servingMutations: MutationsOf<typeof servingRules> = {
  'function-runs-on-node-24-on-arm': [
    { what: 'an older Node', of: lambdaFunction, path: 'Properties.Runtime', to: 'nodejs22.x' },
    { what: 'another processor', of: lambdaFunction, path: 'Properties.Architectures', to: ['x86_64'] },
  ],
  'function-has-a-log-of-its-own': [
    { what: 'a log that Lambda makes', of: lambdaFunction, path: 'Properties.LoggingConfig' },
    { what: 'a log of another stack', of: logGroup, named: 'deliverlog' },
    {
      what: 'a log of two functions',
      of: lambdaFunction,
      named: 'sweep',
      path: 'Properties.LoggingConfig',
      as: 'deliver',
    },
  ],
  'log-has-every-line': [
    {
      what: 'a log that may leave lines out',
      of: lambdaFunction,
      named: 'deliver',
      path: 'Properties.LoggingConfig.LogFormat',
      to: 'JSON',
    },
  ],
  'log-is-forgotten': [
    { what: 'a log that is kept for ever', of: logGroup, path: 'Properties.RetentionInDays' },
    {
      what: 'an audit of ten years',
      of: logGroup,
      named: 'audit',
      path: 'Properties.RetentionInDays',
      to: 3653,
    },
  ],
  'permission-names-its-source': [
    { what: 'a function for every rule', of: 'AWS::Lambda::Permission', path: 'Properties.SourceArn' },
  ],
  'api-holds-callers-to-a-rate': [
    { what: 'no rate', of: apiStage, path: 'Properties.DefaultRouteSettings' },
    {
      what: 'the rate of the account',
      of: apiStage,
      path: 'Properties.DefaultRouteSettings.ThrottlingRateLimit',
      to: 10_000,
    },
    {
      what: 'a burst without bound',
      of: apiStage,
      path: 'Properties.DefaultRouteSettings.ThrottlingBurstLimit',
    },
    {
      what: 'a route with a rate of its own',
      of: apiStage,
      path: 'Properties.RouteSettings',
      to: { $default: { ThrottlingRateLimit: 10_000 } },
    },
  ],
  'api-log-names-nobody': [
    { what: 'no access log', of: apiStage, path: 'Properties.AccessLogSettings' },
    {
      what: 'the address of a caller',
      of: apiStage,
      path: 'Properties.AccessLogSettings.Format',
      to: '{"at":"$context.requestTime","from":"$context.identity.sourceIp"}',
    },
    { what: 'a log of another stack', of: logGroup, named: 'apiaccesslog' },
  ],
  'api-answers-by-our-functions': [
    {
      what: 'unknown paths the gateway answers itself',
      of: 'AWS::ApiGatewayV2::Route',
      named: 'apihttpapiDefaultRoute',
    },
    {
      what: 'a route to an address elsewhere',
      of: 'AWS::ApiGatewayV2::Integration',
      path: 'Properties.IntegrationType',
      to: 'HTTP_PROXY',
    },
    {
      what: 'a route to a function elsewhere',
      of: 'AWS::ApiGatewayV2::Integration',
      path: 'Properties.IntegrationUri',
      to: 'arn:aws:lambda:eu-west-1:000000000000:function:another',
    },
  ],
  'api-has-no-cors': [
    {
      what: 'pages of every site',
      of: api,
      path: 'Properties.CorsConfiguration',
      to: { AllowOrigins: ['*'] },
    },
  ],
  'mail-is-signed': [
    {
      what: 'mail without a signature',
      of: identity,
      path: 'Properties.DkimAttributes.SigningEnabled',
      to: false,
    },
    {
      what: 'a signature with a short key',
      of: identity,
      path: 'Properties.DkimSigningAttributes.NextSigningKeyLength',
      to: 'RSA_1024_BIT',
    },
  ],
  'mail-keeps-to-our-terms': [
    { what: 'mail on no terms', of: identity, path: 'Properties.ConfigurationSetAttributes' },
    { what: 'terms that are gone', of: configurationSet },
  ],
  'mail-goes-over-tls': [
    {
      what: 'mail in the open where TLS fails',
      of: configurationSet,
      path: 'Properties.DeliveryOptions.TlsPolicy',
      to: 'OPTIONAL',
    },
  ],
  'mail-that-comes-back-is-told': [
    { what: 'mail that comes back unseen', of: eventDestination },
    {
      what: 'what comes back of the mail of somebody else',
      of: eventDestination,
      path: 'Properties.ConfigurationSetName',
      to: 'another',
    },
    {
      what: 'complaints nobody hears of',
      of: eventDestination,
      path: 'Properties.EventDestination.MatchingEventTypes',
      to: ['bounce'],
    },
    {
      what: 'ears that are shut',
      of: eventDestination,
      path: 'Properties.EventDestination.Enabled',
      to: false,
    },
    { what: 'a reputation nobody counts', of: configurationSet, path: 'Properties.ReputationOptions' },
  ],
}
