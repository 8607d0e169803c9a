import { CfnOutput, Duration, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AllowedMethods,
  CachePolicy,
  Distribution,
  type ErrorResponse,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2'
import type { Construct } from 'constructs'
import { originSecrets } from '../constructs/origin-secrets.ts'
import type { Front } from '../environments.ts'

export interface FrontStackProps extends StackProps {
  readonly front: Front
  /** The stack with the secrets. */
  readonly dataStack: string
}

/** Requests of one address in five minutes: what the API takes of all of them together, since a portal is one address. */
const REQUESTS_OF_ONE_ADDRESS = 30_000

/** What CloudFront keeps for ten seconds unless told otherwise, for whoever asks the same path: refusals of one caller to another. */
const KEPT_REFUSALS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504] as const

/** CloudFront with a firewall before the HTTP API, which then answers nothing that does not come through it. Nothing is kept. */
export class FrontStack extends Stack {
  constructor(scope: Construct, id: string, { front, dataStack, ...props }: FrontStackProps) {
    super(scope, id, props)
    const distribution = this.makeDistribution(front, dataStack)
    new CfnOutput(this, 'ApiUrl', { value: `https://${front.domainName}/` })
    new CfnOutput(this, 'FrontName', {
      value: distribution.distributionDomainName,
      description: `The CNAME of ${front.domainName}`,
    })
  }

  private makeDistribution(front: Front, dataStack: string): Distribution {
    const [secret = ''] = originSecrets(dataStack, front.secret)
    const distribution = new Distribution(this, 'distribution', {
      comment: this.stackName,
      domainNames: [front.domainName],
      certificate: Certificate.fromCertificateArn(this, 'certificate', front.certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
      priceClass: PriceClass.PRICE_CLASS_100,
      webAclId: this.makeFirewall().attrArn,
      errorResponses: KEPT_REFUSALS.map(
        (httpStatus): ErrorResponse => ({ httpStatus, ttl: Duration.seconds(0) }),
      ),
      defaultBehavior: {
        origin: new HttpOrigin(front.apiHost, {
          protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
          customHeaders: { 'X-Origin-Verify': secret },
        }),
        allowedMethods: AllowedMethods.ALLOW_ALL,
        viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        // All of a request but its host: by that the HTTP API is found.
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
        compress: false,
      },
    })
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR3',
      reason: 'Its log would hold who looked at which school; the API’s own tells the rest without that.',
    })
    Validations.of(distribution).acknowledge({
      id: 'AwsSolutions-CFR1',
      reason: 'Portals may run anywhere; who may see what is decided by their users’ tokens.',
    })
    return distribution
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
