import { type Acknowledgment, type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'

/** The packs of cdk-nag that every stage is checked against. */
export const nagPacks = [AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks] as const

/**
 * What cdk-nag asks of every stage and we do not do, since it would cost more than it protects. What is true of one
 * construct only is acknowledged where that construct is made.
 */
const accepted: readonly Acknowledgment[] = [
  {
    id: 'NIST.800.53.R5-LambdaInsideVPC',
    reason:
      'There is nothing in a private network to reach: functions call AWS by IAM over TLS, and the inspectorate and the key set of the issuer over the internet. A VPC would bring gateways by the hour and a failure of their own, and keep nobody out.',
  },
  {
    id: 'NIST.800.53.R5-LambdaConcurrency',
    reason:
      'What triggers functions is held back before: the API by its rate, deliveries by the concurrency of their queue, the rest by the clock. A reserve is taken from what all functions of an account share, and would turn a busy hour into errors.',
  },
  {
    id: 'NIST.800.53.R5-S3BucketReplicationEnabled',
    reason:
      'S3 keeps each object in three zones. The ledger, which must not be lost, is locked and versioned against mistakes; uploads are gone within days. A copy in a second region would keep data of schools in one more place.',
  },
  {
    id: 'NIST.800.53.R5-IAMNoInlinePolicy',
    reason:
      'Each role has one policy, made for it alone and gone with it, so that it can be read in one place. A managed policy can be attached to whoever comes next.',
  },
  {
    id: 'NIST.800.53.R5-CloudWatchLogGroupEncrypted',
    reason:
      'Logs hold codes and ids, which CloudWatch encrypts with its own keys, and must be readable when ours is what fails. Those that tell who asked are encrypted with ours, which a test asks for.',
  },
  ...['NIST.800.53.R5-LambdaDLQ', 'Serverless-LambdaDLQ'].map(id => ({
    id,
    reason:
      'What a function could not do is set aside by the failure destination of its invocations or mapping, or by its queue; a dead letter would be a second copy, and tests ask for the first. Calls of the API and of operators are answered to whoever calls.',
  })),
  {
    id: 'Serverless-LambdaTracing',
    reason:
      'Every line about a consent bears a trace id that goes from the request to the delivery, across days, which no trace of X-Ray does (docs/decisions/0015-traces-and-audit.md). X-Ray would see what is asked of the table in one more place.',
  },
]

/** Makes the synthesis fail on every finding that is not acknowledged. */
export const checkWithNag = (app: App): void => {
  Validations.of(app).acknowledge(...accepted)
  Validations.of(app).addPlugins(...nagPacks.map(Pack => new Pack(app)))
}
