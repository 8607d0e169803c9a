import { Annotations, Duration, Stack, Validations } from 'aws-cdk-lib'
import { Certificate } from 'aws-cdk-lib/aws-certificatemanager'
import {
  AccessLevel,
  AllowedMethods,
  type BehaviorOptions,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  type ErrorResponse,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  OriginProtocolPolicy,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront'
import { HttpOrigin, S3BucketOrigin } from 'aws-cdk-lib/aws-cloudfront-origins'
import type { IBucket } from 'aws-cdk-lib/aws-s3'
import { Construct } from 'constructs'
import type { Front as FrontSettings } from '../stage-settings.ts'

export interface FrontProps {
  readonly settings: FrontSettings
  /** What it sends along to the API, which knows it by that. */
  readonly secret: string
  readonly apiHost: string
  /** Without one, only the API is served. */
  readonly page?: {
    readonly bucket: IBucket
    /** Content security policy. */
    readonly policy: string
  }
}

/** What CloudFront keeps for ten seconds unless told otherwise, for whoever asks the same path: refusals of one caller to another. */
const KEPT_REFUSALS = [400, 403, 404, 405, 414, 500, 501, 502, 503, 504] as const

/** CloudFront: the page at `/` and the API at `/v1`, of one origin. The API then answers nothing that does not come through it. */
export class Front extends Construct {
  /** By which people and callers reach it, without a path. */
  readonly origin: string
  /** CloudFront's own name for it. */
  readonly name: string

  constructor(scope: Construct, id: string, props: FrontProps) {
    super(scope, id)
    const { settings, page } = props
    const api = apiBehavior(props)
    const distribution = new Distribution(this, 'distribution', {
      comment: Stack.of(this).stackName,
      ...this.nameOf(settings),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_100,
      ...(settings.firewallArn && { webAclId: settings.firewallArn }),
      errorResponses: KEPT_REFUSALS.map(
        (httpStatus): ErrorResponse => ({ httpStatus, ttl: Duration.seconds(0) }),
      ),
      ...(page
        ? {
            defaultRootObject: 'index.html',
            defaultBehavior: this.pageBehavior(page),
            additionalBehaviors: { '/v1*': api },
          }
        : { defaultBehavior: api }),
    })
    this.name = distribution.distributionDomainName
    this.origin = `https://${settings.domainName ?? this.name}`
    Validations.of(distribution).acknowledge(
      ...Object.entries(findings).map(([rule, reason]) => ({ id: `AwsSolutions-${rule}`, reason })),
    )
  }

  private nameOf({ domainName, certificateArn }: FrontSettings) {
    if (domainName === undefined || certificateArn === undefined) return {}
    return {
      domainNames: [domainName],
      certificate: Certificate.fromCertificateArn(this, 'certificate', certificateArn),
      minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
    }
  }

  private pageBehavior({ bucket, policy }: NonNullable<FrontProps['page']>): BehaviorOptions {
    // There is one, in which nothing is listed.
    Annotations.of(this).acknowledgeWarning('@aws-cdk/aws-cloudfront-origins:listBucketSecurityRisk')
    return {
      origin: S3BucketOrigin.withOriginAccessControl(bucket, {
        // Who may not list is told of a file that is not there that it may not be seen.
        originAccessLevels: [AccessLevel.READ, AccessLevel.LIST],
      }),
      allowedMethods: AllowedMethods.ALLOW_GET_HEAD,
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      cachePolicy: this.asFilesSay(),
      responseHeadersPolicy: this.pageHeaders(policy),
      compress: true,
    }
  }

  /** What may be kept, and for how long, is said by each file. AWS' own policy for this keeps what must be asked for anew. */
  private asFilesSay(): CachePolicy {
    return new CachePolicy(this, 'as-files-say', {
      minTtl: Duration.seconds(0),
      defaultTtl: Duration.seconds(0),
      maxTtl: Duration.days(365),
      cookieBehavior: CacheCookieBehavior.none(),
      headerBehavior: CacheHeaderBehavior.none(),
      queryStringBehavior: CacheQueryStringBehavior.none(),
      enableAcceptEncodingBrotli: true,
      enableAcceptEncodingGzip: true,
    })
  }

  /** Those the local environment sends, and that the page is had over TLS only. */
  private pageHeaders(contentSecurityPolicy: string): ResponseHeadersPolicy {
    return new ResponseHeadersPolicy(this, 'page-headers', {
      securityHeadersBehavior: {
        contentSecurityPolicy: { contentSecurityPolicy, override: true },
        contentTypeOptions: { override: true },
        frameOptions: { frameOption: HeadersFrameOption.DENY, override: true },
        referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.NO_REFERRER, override: true },
        strictTransportSecurity: {
          accessControlMaxAge: Duration.days(365),
          includeSubdomains: true,
          override: true,
        },
      },
      customHeadersBehavior: {
        customHeaders: [{ header: 'Cross-Origin-Opener-Policy', value: 'same-origin', override: true }],
      },
    })
  }
}

const apiBehavior = ({ apiHost, secret }: FrontProps): BehaviorOptions => ({
  origin: new HttpOrigin(apiHost, {
    protocolPolicy: OriginProtocolPolicy.HTTPS_ONLY,
    customHeaders: { 'X-Origin-Verify': secret },
  }),
  allowedMethods: AllowedMethods.ALLOW_ALL,
  viewerProtocolPolicy: ViewerProtocolPolicy.HTTPS_ONLY,
  cachePolicy: CachePolicy.CACHING_DISABLED,
  // All of a request but its host: by that the HTTP API is found.
  originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
  compress: false,
})

/** By what follows their pack's name. */
const findings = {
  CFR1: 'People may be anywhere; who may see what is decided by their tokens.',
  CFR2: 'A firewall judges what the functions judge themselves: who wants one has it by a setting.',
  CFR3: 'Its log would hold who looked at which school; the API’s own tells the rest without that.',
  CFR4: 'Only under a name of one’s own may a certificate say which TLS is taken; that is a setting.',
}
