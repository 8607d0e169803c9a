import { ArnFormat, type RemovalPolicy, Stack } from 'aws-cdk-lib'
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { Key } from 'aws-cdk-lib/aws-kms'
import {
  CustomDataIdentifier,
  DataProtectionPolicy,
  LogGroup,
  type RetentionDays,
} from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

export interface ApiLogProps {
  readonly logGroupName: string
  readonly encryptionKey: Key
  readonly retention: RetentionDays
  readonly removalPolicy: RemovalPolicy
}

/** From the id of who called to the role, which follows it: CloudWatch knows neither quotes nor colons in an expression. */
const CALLER = new CustomDataIdentifier('Caller', 'user\\.id.+user\\.role')

/**
 * The log of a function that answers people: beside its other lines, who saw, changed or tried what. Who that was, only
 * those see who have the right `logs:Unmask`; others, and every metric and query, see asterisks.
 */
export class ApiLog extends LogGroup {
  constructor(scope: Construct, id: string, props: ApiLogProps) {
    super(scope, id, { ...props, dataProtectionPolicy: new DataProtectionPolicy({ identifiers: [CALLER] }) })
    const stack = Stack.of(this)
    const arn = stack.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: props.logGroupName,
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    })
    const writing = new ServicePrincipal(`logs.${stack.region}.amazonaws.com`, {
      conditions: { ArnEquals: { 'kms:EncryptionContext:aws:logs:arn': arn } },
    })
    const actions = ['Encrypt', 'Decrypt', 'ReEncrypt*', 'GenerateDataKey*', 'DescribeKey']
    props.encryptionKey.grant(writing, ...actions.map(action => `kms:${action}`))
  }
}
