import { Duration, Stack } from 'aws-cdk-lib'
import { Metric } from 'aws-cdk-lib/aws-cloudwatch'
import { EventBus } from 'aws-cdk-lib/aws-events'
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  DkimIdentity,
  EasyDkimSigningKeyLength,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses'
import { Construct } from 'constructs'
import { OperatorAlarm } from './operator-alarm.ts'

/** The domain mails come from, and the rules they are sent by: over TLS only, told when one comes back. */
export class MailChannel extends Construct {
  readonly from: string
  readonly configurationSetName: string
  /** What a function needs `ses:SendEmail` on. */
  readonly arns: readonly string[]
  /** Which part of the mails came back, 0 to 1, as SES judges the account by it. */
  readonly bounceRate: Metric

  constructor(scope: Construct, id: string, props: { readonly domain: string; readonly name: string }) {
    super(scope, id)
    const { domain, name } = props
    const configurationSet = new ConfigurationSet(this, 'configuration-set', {
      configurationSetName: name,
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
      // Of our own, so that SPF speaks for the domain that is read; SES uses its own until the records are there.
      mailFromDomain: `mail.${domain}`,
      configurationSet,
      dkimSigning: true,
      dkimIdentity: DkimIdentity.easyDkim(EasyDkimSigningKeyLength.RSA_2048_BIT),
    })
    this.from = `Doorlevering <noreply@${domain}>`
    this.configurationSetName = configurationSet.configurationSetName
    this.arns = [identity.emailIdentityArn, this.configurationSetArn()]
    this.bounceRate = this.rate('BounceRate')
  }

  /** At twice the bounces, and five times the complaints, SES stops the account's mail. */
  alarmOnReputation(scope: Construct): void {
    new OperatorAlarm(scope, 'mail-bounce-rate', {
      severity: 'ticket',
      impact:
        'One in twenty mails to boards comes back: administrators do not hear of saves, and SES may stop all mail.',
      runbook: 'docs/runbooks/mail-and-planning.md#too-many-mails-come-back',
      metric: this.bounceRate,
      threshold: 0.05,
    })
    new OperatorAlarm(scope, 'mail-complaint-rate', {
      severity: 'ticket',
      impact:
        'One in a thousand mails to boards is called unwanted by who gets it, and SES may stop all mail.',
      runbook: 'docs/runbooks/mail-and-planning.md#too-many-mails-come-back',
      metric: this.rate('ComplaintRate'),
      threshold: 0.001,
    })
  }

  private rate(of: 'BounceRate' | 'ComplaintRate'): Metric {
    return new Metric({
      namespace: 'AWS/SES',
      metricName: `Reputation.${of}`,
      dimensionsMap: { 'ses:configuration-set': this.configurationSetName },
      statistic: 'Maximum',
      period: Duration.hours(1),
    })
  }

  private configurationSetArn(): string {
    return Stack.of(this).formatArn({
      service: 'ses',
      resource: 'configuration-set',
      resourceName: this.configurationSetName,
    })
  }
}
