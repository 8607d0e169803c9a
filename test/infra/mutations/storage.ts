import type { storageRules } from '../../../infra/rules/storage.ts'
import type { MutationsOf } from './mutation.ts'

const table = 'AWS::DynamoDB::GlobalTable'
const bucket = 'AWS::S3::Bucket'
const key = 'AWS::KMS::Key'
const logGroup = 'AWS::Logs::LogGroup'
const replica = 'Properties.Replicas.0'
const block = 'Properties.PublicAccessBlockConfiguration'
const encryption =
  'Properties.BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault'

export const storageMutations: MutationsOf<typeof storageRules> = {
  'table-can-be-restored': [
    { what: 'a table without backups', of: table, path: `${replica}.PointInTimeRecoverySpecification` },
    {
      what: 'backups that are switched off',
      of: table,
      path: `${replica}.PointInTimeRecoverySpecification.PointInTimeRecoveryEnabled`,
      to: false,
    },
    {
      what: 'a second region without backups',
      of: table,
      path: 'Properties.Replicas.1',
      to: { DeletionProtectionEnabled: true, SSESpecification: { KMSMasterKeyId: 'another' } },
    },
  ],
  'table-is-protected': [
    { what: 'no protection', of: table, path: `${replica}.DeletionProtectionEnabled`, to: false },
  ],
  'table-has-our-key': [
    { what: 'a key of DynamoDB’s', of: table, path: `${replica}.SSESpecification` },
    { what: 'no key', of: table, path: 'Properties.SSESpecification.SSEEnabled', to: false },
    { what: 'another kind of key', of: table, path: 'Properties.SSESpecification.SSEType', to: 'AES256' },
  ],
  'table-tells-what-is-new': [
    { what: 'a table without a stream', of: table, path: 'Properties.StreamSpecification' },
    {
      what: 'a stream without what was written',
      of: table,
      path: 'Properties.StreamSpecification.StreamViewType',
      to: 'KEYS_ONLY',
    },
  ],
  'what-lasts-stays': [
    { what: 'a table that goes with the stack', of: table, path: 'DeletionPolicy', to: 'Delete' },
    { what: 'a table that is lost when it is made anew', of: table, path: 'UpdateReplacePolicy' },
    { what: 'a ledger that goes', of: bucket, named: 'ledger', path: 'DeletionPolicy', to: 'Delete' },
    { what: 'access logs that go', of: bucket, named: 'accesslogs', path: 'UpdateReplacePolicy' },
    { what: 'a key to the data that goes', of: key, named: 'datakey', path: 'DeletionPolicy', to: 'Delete' },
    { what: 'a key to sign with that goes', of: key, named: 'signingkey', path: 'UpdateReplacePolicy' },
    { what: 'an audit that goes', of: logGroup, named: 'audit', path: 'DeletionPolicy', to: 'Delete' },
  ],
  'audit-has-our-key': [
    { what: 'an audit without a key of ours', of: logGroup, named: 'audit', path: 'Properties.KmsKeyId' },
  ],
  'bucket-is-private': [
    ...['BlockPublicAcls', 'BlockPublicPolicy', 'IgnorePublicAcls', 'RestrictPublicBuckets'].map(way => ({
      what: `a bucket that lacks ${way}`,
      of: bucket,
      path: `${block}.${way}`,
      to: false,
    })),
    { what: 'a bucket that blocks nobody', of: bucket, named: 'ledger', path: block },
  ],
  'bucket-is-encrypted': [
    { what: 'a bucket in plain text', of: bucket, named: 'accesslogs', path: 'Properties.BucketEncryption' },
    {
      what: 'a ledger with S3’s key',
      of: bucket,
      named: 'ledger',
      path: encryption,
      to: { SSEAlgorithm: 'AES256' },
    },
    {
      what: 'uploads with AWS’ key',
      of: bucket,
      named: 'uploads',
      path: `${encryption}.KMSMasterKeyID`,
    },
    {
      what: 'an encryption that says nothing',
      of: bucket,
      path: 'Properties.BucketEncryption.ServerSideEncryptionConfiguration',
      to: [],
    },
    {
      what: 'access logs with a key that S3 cannot write them with',
      of: bucket,
      named: 'accesslogs',
      path: `${encryption}.SSEAlgorithm`,
      to: 'aws:kms',
    },
  ],
  'bucket-forgets-halves': [
    {
      what: 'a bucket that keeps half an upload',
      of: bucket,
      named: 'ledger',
      path: 'Properties.LifecycleConfiguration',
    },
    {
      what: 'a rule that is switched off',
      of: bucket,
      named: 'uploads',
      path: 'Properties.LifecycleConfiguration.Rules.2.Status',
      to: 'Disabled',
    },
  ],
  'uploads-expire': [
    {
      what: 'uploads that stay for a month',
      of: bucket,
      named: 'uploads',
      path: 'Properties.LifecycleConfiguration.Rules.0.ExpirationInDays',
      to: 30,
    },
    {
      what: 'uploads that leave a version behind',
      of: bucket,
      named: 'uploads',
      path: 'Properties.LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration',
      to: { NoncurrentDays: 30 },
    },
  ],
  'access-logs-are-forgotten': [
    {
      what: 'access logs that are kept for ever',
      of: bucket,
      named: 'accesslogs',
      path: 'Properties.LifecycleConfiguration.Rules.0.ExpirationInDays',
    },
    {
      what: 'access logs that leave a version behind',
      of: bucket,
      named: 'accesslogs',
      path: 'Properties.LifecycleConfiguration.Rules.0.NoncurrentVersionExpiration',
    },
  ],
  'first-upload-stays': [
    {
      what: 'uploads that are written over',
      of: bucket,
      named: 'uploads',
      path: 'Properties.VersioningConfiguration',
      to: { Status: 'Suspended' },
    },
  ],
}
