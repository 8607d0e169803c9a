import type { Json } from '../../../infra/rules/template.ts'
import type { Mutation } from './mutation.ts'

const bucketPolicy = 'AWS::S3::BucketPolicy'
const queuePolicy = 'AWS::SQS::QueuePolicy'
const topicPolicy = 'AWS::SNS::TopicPolicy'
const key = 'AWS::KMS::Key'
const statements = 'Properties.PolicyDocument.Statement'
const keyStatements = 'Properties.KeyPolicy.Statement'

const ours: Json = { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, ':root']] }
const another = { AWS: 'arn:aws:iam::000000000000:root' }
const anyone = { AWS: '*' }

const allow = (Principal: Json, Action: Json): Json => ({ Effect: 'Allow', Principal, Action, Resource: '*' })

/** What lets in somebody else, for each kind of policy, and for each way to say who. */
export const lettingInMutations: readonly Mutation[] = [
  {
    what: 'deliveries that anyone orders',
    of: queuePolicy,
    named: 'scheduledeliveriesPolicy',
    path: `${statements}.1`,
    to: allow('*', 'sqs:SendMessage'),
  },
  {
    what: 'a ledger that another account reads',
    of: bucketPolicy,
    named: 'ledger',
    path: `${statements}.3`,
    to: allow(another, 's3:GetObject'),
  },
  {
    what: 'data that another account decrypts',
    of: key,
    named: 'datakey',
    path: `${keyStatements}.2`,
    to: allow(another, 'kms:Decrypt'),
  },
  {
    what: 'signatures by anyone',
    of: key,
    named: 'signingkey',
    path: `${keyStatements}.1`,
    to: allow(anyone, 'kms:Sign'),
  },
  {
    what: 'alarms that anyone hears or raises',
    of: topicPolicy,
    path: `${statements}.2`,
    to: allow(anyone, ['sns:Publish', 'sns:Subscribe']),
  },
  {
    what: 'backups that another account copies',
    of: 'AWS::Backup::BackupVault',
    path: 'Properties.AccessPolicy.Statement.1',
    to: allow(another, 'backup:CopyFromBackupVault'),
  },
  {
    what: 'a table that another account reads',
    of: 'AWS::DynamoDB::GlobalTable',
    path: 'Properties.Replicas.0.ResourcePolicy',
    to: { PolicyDocument: { Statement: [allow(another, 'dynamodb:GetItem')] } },
  },
  {
    what: 'another account beside ours',
    of: key,
    named: 'signingkey',
    path: `${keyStatements}.0.Principal.AWS`,
    to: [ours, another.AWS],
  },
  {
    what: 'everybody but one',
    of: bucketPolicy,
    named: 'uploads',
    path: `${statements}.2`,
    to: { Effect: 'Allow', NotPrincipal: another, Action: 's3:GetObject', Resource: '*' },
  },
  {
    what: 'whoever is known to somebody else',
    of: bucketPolicy,
    named: 'uploads',
    path: `${statements}.2`,
    to: allow({ Federated: 'login.example' }, 's3:GetObject'),
  },
  {
    what: 'anyone beside a service',
    of: topicPolicy,
    path: `${statements}.1.Principal.AWS`,
    to: '*',
  },
  {
    what: 'alarms of every account',
    of: topicPolicy,
    path: `${statements}.1.Condition`,
  },
  {
    what: 'alarms of another account',
    of: topicPolicy,
    path: `${statements}.1.Condition`,
    to: { StringEquals: { 'aws:SourceAccount': '000000000000' } },
  },
  {
    what: 'alarms of every account but ours',
    of: topicPolicy,
    path: `${statements}.1.Condition`,
    to: { StringNotEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
  },
  {
    what: 'alarms of our account, and of another',
    of: topicPolicy,
    path: `${statements}.1.Condition`,
    to: { StringEquals: { 'aws:SourceAccount': [{ Ref: 'AWS::AccountId' }, '000000000000'] } },
  },
  {
    what: 'access logs of every bucket',
    of: bucketPolicy,
    named: 'accesslogs',
    path: `${statements}.2.Condition`,
    to: { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::*' } },
  },
  {
    what: 'a key for the logs of every account',
    of: key,
    named: 'datakey',
    path: `${keyStatements}.1.Condition`,
  },
]
