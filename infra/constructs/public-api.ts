import { Duration, RemovalPolicy, Stack, Validations } from 'aws-cdk-lib'
import { AccessLogFormat } from 'aws-cdk-lib/aws-apigateway'
import {
  type HttpApi,
  HttpMethod,
  HttpRoute,
  HttpRouteKey,
  HttpStage,
  LogGroupLogDestination,
} from 'aws-cdk-lib/aws-apigatewayv2'
import { HttpLambdaIntegration } from 'aws-cdk-lib/aws-apigatewayv2-integrations'
import { type ILogGroup, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import { Construct } from 'constructs'
import { httpPaths, unmatchedPathsGoTo } from '../manifests.ts'
import { OperatorAlarm } from './operator-alarm.ts'
import type { ServiceFunction } from './service-function.ts'

export interface PublicApiProps {
  readonly http: HttpApi
  readonly functionNamed: (name: string) => ServiceFunction
  readonly logRetention: RetentionDays
}

/** Requests a second over all callers: far above what some thousand schools ask, far below what would ruin us. */
const throttle = { rateLimit: 100, burstLimit: 200 }

/** The route instead of the path, and no query, address or caller: what people type and who they are stays out. */
const accessLogFormat = AccessLogFormat.custom(
  JSON.stringify({
    at: '$context.requestTime',
    requestId: '$context.requestId',
    route: '$context.routeKey',
    status: '$context.status',
    bytes: '$context.responseLength',
    milliseconds: '$context.responseLatency',
    functionError: '$context.integrationErrorMessage',
  }),
)

/**
 * What the HTTP API answers: each path of a function goes to it by any method, all else to one of them, so that even a
 * refusal is ours. No CORS: the portal calls from its server or from the same origin, and the contract lets
 * pages of other sites read nothing but openapi.json; the gateway's CORS would open every path.
 */
export class PublicApi extends Construct {
  readonly accessLog: ILogGroup
  /** Goes off when callers get errors of ours. */
  readonly fails: OperatorAlarm

  constructor(scope: Construct, id: string, { http, functionNamed, logRetention }: PublicApiProps) {
    super(scope, id)
    for (const [name, paths] of Object.entries(httpPaths)) {
      const integration = new HttpLambdaIntegration(name, functionNamed(name).live, {
        scopePermissionToRoute: false,
      })
      for (const path of paths) {
        const routeKey = HttpRouteKey.with(path, HttpMethod.ANY)
        new HttpRoute(this, routeKey.key, { httpApi: http, routeKey, integration })
      }
    }
    // Allowed by itself: called for no route, the function is called by a name with a part less.
    const integration = new HttpLambdaIntegration('unmatched', functionNamed(unmatchedPathsGoTo).live)
    new HttpRoute(this, 'unmatched', { httpApi: http, routeKey: HttpRouteKey.DEFAULT, integration })
    this.accessLog = new LogGroup(this, 'access-log', {
      // By this prefix it needs no entry of its own in the account's one policy for log delivery, which is small.
      logGroupName: `/aws/vendedlogs/${Stack.of(this).stackName}-api`,
      retention: logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    })
    new HttpStage(this, 'stage', {
      httpApi: http,
      autoDeploy: true,
      throttle,
      accessLogSettings: { destination: new LogGroupLogDestination(this.accessLog), format: accessLogFormat },
    })
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-APIG4',
      reason: 'The functions check the token themselves, so that every refusal reads as the contract has it.',
    })
    this.fails = alarmOnFaults(this, http)
  }
}

const alarmOnFaults = (scope: Construct, api: HttpApi): OperatorAlarm =>
  new OperatorAlarm(scope, 'api-fails', {
    severity: 'page',
    impact:
      'Schools, boards or operators got “something went wrong on our side” at least five times in five minutes.',
    runbook: 'docs/runbooks/api.md#the-api-answers-5xx',
    metric: api.metricServerError({ period: Duration.minutes(5), statistic: 'Sum' }),
    threshold: 5,
  })
