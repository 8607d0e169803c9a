import { between, each, given, has, matches, type Rule, refersTo } from './rule.ts'
import type { Resource, StackTemplate } from './template.ts'

const table = ['AWS::DynamoDB::GlobalTable']
const bucket = ['AWS::S3::Bucket']

/** Files of operators come from their browsers; no other bucket is reached from there. */
const takesUploads = ({ Properties }: Resource): boolean => given(Properties.CorsConfiguration)

/** A log of its own for who saw or changed what, which is kept like data. */
const isAudit = ({ Properties }: Resource): boolean => String(Properties.LogGroupName).endsWith('/audit')

/** S3 writes access logs only where its own key is used. */
const takesAccessLogs = (resource: Resource, { resources }: StackTemplate): boolean =>
  resources.some(({ Properties }) => refersTo(Properties.LoggingConfiguration, resource))

const mayGo = (resource: Resource): boolean =>
  resource.Type === 'AWS::Logs::LogGroup' ? !isAudit(resource) : takesUploads(resource)

/** Of what is kept: tables, buckets, keys and the audit. */
export const storageRules = {
  'table-can-be-restored': {
    says: 'A table can be restored to any second of the last weeks.',
    of: table,
    lasting: true,
    holds: has({
      Replicas: each({ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }),
    }),
  },
  'table-is-protected': {
    says: 'A table cannot be deleted before somebody has lifted its protection.',
    of: table,
    lasting: true,
    holds: has({ Replicas: each({ DeletionProtectionEnabled: true }) }),
  },
  'table-has-our-key': {
    says: 'A table is encrypted with a key of our own.',
    of: table,
    holds: has({
      SSESpecification: { SSEEnabled: true, SSEType: 'KMS' },
      Replicas: each({ SSESpecification: { KMSMasterKeyId: given } }),
    }),
  },
  'table-tells-what-is-new': {
    says: 'A table has a stream with what was written, for there is what mails and plans.',
    of: table,
    holds: has({ StreamSpecification: { StreamViewType: 'NEW_IMAGE' } }),
  },
  'what-lasts-stays': {
    says: 'Tables, keys, the audit and every bucket but that of uploads stay when the stack goes, or makes them anew.',
    of: [...table, ...bucket, 'AWS::KMS::Key', 'AWS::Logs::LogGroup'],
    lasting: true,
    holds: resource =>
      mayGo(resource) || (resource.DeletionPolicy === 'Retain' && resource.UpdateReplacePolicy === 'Retain'),
  },
  'audit-has-our-key': {
    says: 'The audit, which names people, is encrypted with a key of our own.',
    of: ['AWS::Logs::LogGroup'],
    holds: resource => !isAudit(resource) || given(resource.Properties.KmsKeyId),
  },
  'bucket-is-private': {
    says: 'No bucket can be opened to the public, by any policy or list.',
    of: bucket,
    holds: has({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    }),
  },
  'bucket-is-encrypted': {
    says: 'A bucket encrypts what it gets, where it holds data of ours with a key of ours.',
    of: bucket,
    holds: (resource, template) =>
      matches(resource.Properties.BucketEncryption, {
        ServerSideEncryptionConfiguration: each({
          ServerSideEncryptionByDefault: takesAccessLogs(resource, template)
            ? { SSEAlgorithm: 'AES256' }
            : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: given },
        }),
      }),
  },
  'bucket-forgets-halves': {
    says: 'What was uploaded by half is removed after a day.',
    of: bucket,
    holds: has({
      LifecycleConfiguration: {
        Rules: [{ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 1 } }],
      },
    }),
  },
  'uploads-expire': {
    says: 'Where files are uploaded they are hidden after a day, and every version of them is removed a day later.',
    of: bucket,
    holds: resource =>
      !takesUploads(resource) ||
      matches(resource.Properties, {
        LifecycleConfiguration: {
          Rules: [
            {
              Status: 'Enabled',
              ExpirationInDays: 1,
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
          ],
        },
      }),
  },
  'access-logs-are-forgotten': {
    says: 'An access log is forgotten after a set time, thirteen months at most, and every version of it a day later.',
    of: bucket,
    holds: (resource, template) =>
      !takesAccessLogs(resource, template) ||
      matches(resource.Properties, {
        LifecycleConfiguration: {
          Rules: [
            {
              Status: 'Enabled',
              ExpirationInDays: between(1, 400),
              NoncurrentVersionExpiration: { NoncurrentDays: 1 },
            },
          ],
        },
      }),
  },
  'first-upload-stays': {
    says: 'Where files are uploaded a second one does not take the place of the first.',
    of: bucket,
    holds: resource =>
      !takesUploads(resource) ||
      matches(resource.Properties, { VersioningConfiguration: { Status: 'Enabled' } }),
  },
} as const satisfies Readonly<Record<string, Rule>>
