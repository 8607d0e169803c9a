import { S3Client, type S3ClientConfig } from '@aws-sdk/client-s3'

export {
  DeleteObjectCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  NoSuchKey,
  PutObjectCommand,
} from '@aws-sdk/client-s3'

import { type CallLimits, naming, within } from './clients.ts'

/** Sends a checksum with every object, without which a bucket with Object Lock takes none. */
export const s3Client = (limits: CallLimits, configuration: S3ClientConfig = {}): S3Client =>
  naming(new S3Client({ ...within(limits), ...configuration }))

/**
 * Signs URLs and sends nothing. By default the SDK would sign the checksum of an empty body into them, and no file could
 * be uploaded.
 */
export const presigningClient = (configuration: S3ClientConfig = {}): S3Client =>
  new S3Client({ ...configuration, requestChecksumCalculation: 'WHEN_REQUIRED' })
