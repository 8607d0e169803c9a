import { Stack } from 'aws-cdk-lib'
import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'

/** The domain mails come from, and the rules they are sent by: over TLS only, told when one comes back. */
export class MailChannel extends Construct {
  readonly from: string
  readonly configurationSetName: string
  /** What a function needs `ses:SendEmail` on. */
  readonly arns: readonly string[]

  constructor(scope: Construct, id: string, { domain }: { readonly domain: string }) {
    super(scope, id)
    const configurationSet = new ConfigurationSet(this, 'configuration-set', {
      configurationSetName: Stack.of(this).stackName,
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
      reputationMetrics: true,
    })
    // SES knows no other event bus than the account's own.
    configurationSet.addEventDestination('feedback', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'default', 'default')),
      events: [EmailSendingEvent.BOUNCE, EmailSendingEvent.COMPLAINT],
    })
    const identity = new EmailIdentity(this, 'identity', {
      identity: Identity.domain(domain),
      configurationSet,
    })
    this.from = `Doorlevering <noreply@${domain}>`
    this.configurationSetName = configurationSet.configurationSetName
    this.arns = [identity.emailIdentityArn, this.configurationSetArn()]
  }

  private configurationSetArn(): string {
    return Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    })
  }
}
