import { CfnOutput, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'

/** Requests of one address in five minutes: what the API takes of all of them together, since a portal is one address. */
const REQUESTS_OF_ONE_ADDRESS = 30_000

/** A firewall for the front, which is told of it in the settings: AWS wants it in another region (docs/decisions/0019-front.md). */
export class FirewallStack extends Stack {
  constructor(scope: Construct, id: string, props: StackProps) {
    super(scope, id, props)
    new CfnOutput(this, 'FirewallArn', { value: this.makeFirewall().attrArn })
  }

  private makeFirewall(): CfnWebACL {
    // Without samples: those would show tokens to whoever looks at the firewall.
    const seenAs = (metricName: string) => ({
      cloudWatchMetricsEnabled: true,
      sampledRequestsEnabled: false,
      metricName,
    })
    const firewall = new CfnWebACL(this, 'firewall', {
      name: this.stackName,
      scope: 'CLOUDFRONT',
      defaultAction: { allow: {} },
      visibilityConfig: seenAs(this.stackName),
      rules: [
        {
          name: 'rate-of-one-address',
          priority: 0,
          action: { block: {} },
          statement: { rateBasedStatement: { limit: REQUESTS_OF_ONE_ADDRESS, aggregateKeyType: 'IP' } },
          visibilityConfig: seenAs('rate-of-one-address'),
        },
        {
          name: 'common',
          priority: 1,
          overrideAction: { none: {} },
          statement: {
            managedRuleGroupStatement: {
              vendorName: 'AWS',
              name: 'AWSManagedRulesCommonRuleSet',
              // Bodies of up to 64 KB are ours to judge, and so is what schools write in them.
              ruleActionOverrides: ['SizeRestrictions_BODY', 'CrossSiteScripting_BODY'].map(name => ({
                name,
                actionToUse: { count: {} },
              })),
            },
          },
          visibilityConfig: seenAs('common'),
        },
      ],
    })
    Validations.of(firewall).acknowledge({
      id: 'NIST.800.53.R5-WAFv2LoggingEnabled',
      reason: 'Its log would hold who asked for which school; metrics tell how much each rule stops.',
    })
    return firewall
  }
}
