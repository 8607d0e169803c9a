import { CfnOutput, Fn, Stack, type StackProps, Token } from 'aws-cdk-lib'
import { HttpApi } from 'aws-cdk-lib/aws-apigatewayv2'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import { Front } from '../constructs/front.ts'
import { MailChannel } from '../constructs/mail-channel.ts'
import { sentSecret } from '../constructs/origin-secrets.ts'
import { makePageBucket } from '../constructs/page-files.ts'
import type { PrivateBucket } from '../constructs/private-bucket.ts'
import { pagePolicy } from '../page/policy.ts'
import type { ConnectedEnvironment } from '../stage-settings.ts'
import type { DataStack } from './data-stack.ts'

export interface AddressStackProps extends StackProps {
  readonly environment: ConnectedEnvironment
  readonly data: DataStack
  /** Of the stack that answers there, and sends the mails. */
  readonly serviceName: string
}

/**
 * By what others know the service: the address of page and API, and the domain its mails come from. They stay as they are when
 * the service is thrown away and deployed again.
 */
export class AddressStack extends Stack {
  readonly mail: MailChannel
  /** Without a route: those are the service's. */
  readonly api: HttpApi
  /** For the files of the page, where there is one. */
  readonly page: PrivateBucket | undefined
  /** By which people and callers reach page and API, without a path. */
  readonly origin: string

  constructor(scope: Construct, id: string, props: AddressStackProps) {
    const { environment, data, serviceName, ...rest } = props
    super(scope, id, { ...rest, terminationProtection: environment.lasting })
    this.mail = new MailChannel(this, 'mail', { domain: environment.mailDomain, name: serviceName })
    this.api = new HttpApi(this, 'http-api', { apiName: serviceName, createDefaultStage: false })
    this.page = environment.page ? makePageBucket(this, data.accessLogs) : undefined
    this.origin = this.makeFront(environment, data) ?? `https://${Fn.parseDomainName(this.api.apiEndpoint)}`
  }

  private makeFront(environment: ConnectedEnvironment, data: DataStack): string | undefined {
    const { front: settings } = environment
    if (!settings) return undefined
    const policy = pagePolicy([...issuerOriginsOf(environment), data.uploadsOrigin])
    const front = new Front(this, 'front', {
      settings,
      secret: sentSecret(data.stackName, settings.secret),
      apiHost: Fn.parseDomainName(this.api.apiEndpoint),
      // Said to be an IBucket, since the CDK's own types do not hold under exactOptionalPropertyTypes.
      ...(this.page && { page: { bucket: this.page as IBucket, policy } }),
    })
    new CfnOutput(this, 'FrontName', {
      value: front.name,
      description: 'What the CNAME of its own name points to',
    })
    return front.origin
  }
}

const issuerOriginsOf = ({ tokens, page }: ConnectedEnvironment): readonly string[] => [
  // The issuer of a stub has no path, and no name before it is deployed.
  Token.isUnresolved(tokens.issuer) ? tokens.issuer : new URL(tokens.issuer).origin,
  ...(page ? (page.issuerOrigins ?? []) : []),
]
