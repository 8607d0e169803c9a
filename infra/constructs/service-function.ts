import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { AssetHashType, DockerImage, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib'
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import {
  Alias,
  Architecture,
  Code,
  type IAlias,
  type IVersion,
  Function as LambdaFunction,
  RecursiveLoop,
  Runtime,
} from 'aws-cdk-lib/aws-lambda'
import { type ILogGroup, LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'
import type { LambdaManifest } from '../../functions/manifest.ts'
import { alarmOnLog } from './log-alarm.ts'
import { OperatorAlarm } from './operator-alarm.ts'

export interface ServiceFunctionProps {
  readonly manifest: LambdaManifest
  /** Its folder, from that of the project. */
  readonly source: string
  readonly environment: Readonly<Record<string, string>>
  readonly logRetention: RetentionDays
  /** Its log, where it has one that outlives it. */
  readonly log?: ILogGroup | undefined
  /** Whether it may put back on its queue what came from it. Lambda stops any other after sixteen rounds. */
  readonly feedsItself?: boolean
}

export const logNameOf = (functionName: string): string => `/aws/lambda/${functionName}`

const bundler = fileURLToPath(new URL('../write-bundle.ts', import.meta.url))

const codeOf = (source: string): Code =>
  Code.fromAsset(fileURLToPath(new URL(`../../${source}`, import.meta.url)), {
    assetHashType: AssetHashType.OUTPUT,
    bundling: {
      // Asked for by the type: nothing is done in a container.
      image: DockerImage.fromRegistry('none'),
      local: {
        tryBundle: folder => {
          execFileSync(process.execPath, [bundler, source, folder])
          return true
        },
      },
    },
  })

/** A Lambda function, with a role of its own that may do nothing yet but write its log. */
export class ServiceFunction extends LambdaFunction {
  /** The version that is at work. Whoever calls the function calls it by this name (docs/decisions/0018-rollout.md). */
  readonly live: IAlias

  constructor(scope: Construct, id: string, props: ServiceFunctionProps) {
    const { manifest, source, logRetention, log, environment, feedsItself } = props
    const { seconds, memoryMiB, failure, logAlarms = [] } = manifest
    const functionName = `${Stack.of(scope).stackName}-${id}`
    const role = new Role(scope, `${id}-role`, { assumedBy: new ServicePrincipal('lambda.amazonaws.com') })
    const logGroup =
      log ??
      new LogGroup(scope, `${id}-log`, {
        logGroupName: logNameOf(functionName),
        retention: logRetention,
        removalPolicy: RemovalPolicy.DESTROY,
      })
    super(scope, id, {
      timeout: Duration.seconds(seconds),
      functionName,
      role,
      logGroup,
      code: codeOf(source),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      memorySize: memoryMiB,
      environment: { ...environment, POWERTOOLS_SERVICE_NAME: id },
      ...(feedsItself && { recursiveLoop: RecursiveLoop.ALLOW }),
    })
    logGroup.grantWrite(role)
    // Said to be an IVersion and an IAlias, since the CDK's own types do not hold under exactOptionalPropertyTypes.
    const version = this.currentVersion as IVersion
    this.live = new Alias(this, 'live', { aliasName: 'live', version }) as IAlias
    new OperatorAlarm(scope, `${id}-fails`, {
      ...failure,
      metric: this.metricErrors({ period: Duration.minutes(5) }),
      threshold: 1,
    })
    for (const alarm of logAlarms) alarmOnLog(scope, id, logGroup, alarm)
  }
}
