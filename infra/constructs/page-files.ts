import { CustomResource, Duration } from 'aws-cdk-lib'
import { CfnBucket } from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'
import type { Configuration } from '../../portal/configuration.ts'
import { PrivateBucket } from './private-bucket.ts'
import type { ServiceFunction } from './service-function.ts'

/** Before the names of what is written of the page's bucket. */
export const pageLogPrefix = 'page/'

/** From which CloudFront serves the page, in the stack of CloudFront, whose name is in its policy. */
export const makePageBucket = (scope: Construct, accessLogs: PrivateBucket): PrivateBucket => {
  const bucket = new PrivateBucket(scope, 'page', {
    versioned: true,
    lifecycleRules: [
      // What was swapped or removed stays for as long as it may take to be found.
      { noncurrentVersionExpiration: Duration.days(30) },
      { expiredObjectDeleteMarker: true },
    ],
    lasting: false,
  })
  // Said to CloudFormation itself: CDK's own way lets the stack with that bucket know of this one, which comes after it.
  const resource = bucket.node.defaultChild
  if (resource instanceof CfnBucket) {
    resource.loggingConfiguration = {
      destinationBucketName: accessLogs.bucketName,
      logFilePrefix: pageLogPrefix,
    }
  }
  return bucket
}

/** Has a function put the page in its place, at every deployment that changes the page or its configuration. */
export const publishPage = (by: ServiceFunction, configuration: Configuration): CustomResource =>
  new CustomResource(by, 'page-files', {
    serviceToken: by.live.functionArn,
    resourceType: 'Custom::PageFiles',
    // CloudFormation would wait for an hour for a function that broke off.
    serviceTimeout: Duration.minutes(5),
    properties: {
      Configuration: JSON.stringify(configuration),
      // Nothing is done with it: it is another where the page is, since that is part of the function.
      Version: by.currentVersion.version,
    },
  })
