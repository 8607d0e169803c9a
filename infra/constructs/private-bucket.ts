import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  type IBucket,
} from 'aws-cdk-lib/aws-s3'
import type { Construct } from 'constructs'

export interface PrivateBucketProps
  extends Pick<BucketProps, 'cors' | 'lifecycleRules' | 'versioned' | 'objectLockDefaultRetention'> {
  /** Without one, S3's own key is used: the only one it can write access logs with. */
  readonly encryptionKey?: IKey
  /** Where it is written who read and wrote objects. */
  readonly accessLogs?: Bucket
  readonly lasting: boolean
}

/** A bucket nobody outside the account reaches, over TLS only, encrypted; it stays when the stack goes, where lasting. */
export class PrivateBucket extends Bucket {
  constructor(scope: Construct, id: string, props: PrivateBucketProps) {
    const { encryptionKey, accessLogs, lasting, lifecycleRules = [], ...rest } = props
    super(scope, id, {
      ...rest,
      ...(encryptionKey === undefined
        ? { encryption: BucketEncryption.S3_MANAGED }
        : { encryption: BucketEncryption.KMS, encryptionKey, bucketKeyEnabled: true }),
      // Said to be an IBucket, since the CDK's own types do not hold under exactOptionalPropertyTypes.
      ...(accessLogs && { serverAccessLogsBucket: accessLogs as IBucket, serverAccessLogsPrefix: `${id}/` }),
      blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
      enforceSSL: true,
      minimumTLSVersion: 1.2,
      lifecycleRules: [...lifecycleRules, { abortIncompleteMultipartUploadAfter: Duration.days(1) }],
      removalPolicy: lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
  }
}
