/** A list price in dollars, for so many. */
interface Price {
  readonly dollars: number
  readonly per: number
  /** What AWS calls it in its price list, by which anyone can look it up. */
  readonly usageType: string
}

const each = (dollars: number, usageType: string, per = 1): Price => ({ dollars, per, usageType })
const MILLION = 1_000_000
const GIGABYTE = 2 ** 30

/** The day the prices were written down, from memory: no price list could be read that day (docs/cost.md). */
export const pricesTaken = '2026-11-26'

/** Public list prices in eu-west-1 without VAT, of the first tier. What AWS gives new or small accounts is not taken off. */
export const prices = {
  // https://aws.amazon.com/api-gateway/pricing/
  httpRequests: each(1.11, 'EU-ApiGatewayHttpRequest', MILLION),
  // https://aws.amazon.com/lambda/pricing/
  invocations: each(0.2, 'EU-Request-ARM', MILLION),
  gigabyteSeconds: each(0.0000133334, 'EU-Lambda-GB-Second-ARM'),
  // https://aws.amazon.com/dynamodb/pricing/on-demand/
  writeUnits: each(0.70675, 'EU-WriteRequestUnits', MILLION),
  readUnits: each(0.1415, 'EU-ReadRequestUnits', MILLION),
  // Its first 25 GB a month are listed at nothing; 9,000 schools fill a five-hundredth of that in a year.
  tableByteMonths: each(0, 'EU-TimedStorage-ByteHrs', GIGABYTE),
  backupByteMonths: each(0.226, 'EU-TimedPITRStorage-ByteHrs', GIGABYTE),
  // https://aws.amazon.com/s3/pricing/
  objectPuts: each(0.005, 'EU-Requests-Tier1', 1000),
  objectGets: each(0.0004, 'EU-Requests-Tier2', 1000),
  objectByteMonths: each(0.023, 'EU-TimedStorage-ByteHrs', GIGABYTE),
  // https://aws.amazon.com/kms/pricing/
  keyRequests: each(0.03, 'eu-west-1-KMS-Requests', 10_000),
  keyMonths: each(1, 'eu-west-1-KMS-Keys'),
  // https://aws.amazon.com/sqs/pricing/
  queueRequests: each(0.4, 'EU-Requests-Tier1', MILLION),
  // https://aws.amazon.com/eventbridge/pricing/
  schedules: each(1, 'EU-ScheduledInvocation', MILLION),
  // https://aws.amazon.com/ses/pricing/
  mails: each(0.1, 'EU-Recipients', 1000),
  // https://aws.amazon.com/cloudwatch/pricing/
  logBytes: each(0.57, 'EU-DataProcessing-Bytes', GIGABYTE),
  logByteMonths: each(0.03, 'EU-TimedStorage-ByteHrs', GIGABYTE),
  alarmMetricMonths: each(0.1, 'EU-CW:AlarmMonitorUsage'),
  metricMonths: each(0.3, 'EU-CW:MetricMonitorUsage'),
  dashboardMonths: each(3, 'DashboardsUsageHour'),
  // https://aws.amazon.com/ec2/pricing/on-demand/#Data_Transfer
  bytesOut: each(0.09, 'EU-DataTransfer-Out-Bytes', GIGABYTE),
} as const satisfies Record<string, Price>

/** Whatever has a price. */
export type Unit = keyof typeof prices

/** The line of the bill that a unit is in. */
export const services: Readonly<Record<string, readonly Unit[]>> = {
  'SES, mails': ['mails'],
  'S3, requests': ['objectPuts', 'objectGets'],
  'S3, storage': ['objectByteMonths'],
  Lambda: ['invocations', 'gigabyteSeconds'],
  KMS: ['keyRequests', 'keyMonths'],
  'DynamoDB, requests': ['writeUnits', 'readUnits'],
  'DynamoDB, storage and backup': ['tableByteMonths', 'backupByteMonths'],
  'CloudWatch, logs': ['logBytes', 'logByteMonths'],
  'CloudWatch, alarms and dashboard': ['alarmMetricMonths', 'metricMonths', 'dashboardMonths'],
  'HTTP API and transfer': ['httpRequests', 'bytesOut'],
  'Scheduler and SQS': ['schedules', 'queueRequests'],
}
