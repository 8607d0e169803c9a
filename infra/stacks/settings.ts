import { originSecrets } from '../constructs/origin-secrets.ts'
import type { KnownSettings } from '../function-environment.ts'
import type { ConnectedEnvironment } from '../stage-settings.ts'
import type { Granted } from './grants.ts'

/** What each setting is in a stage, whichever functions read it. */
export const settingsOf = (
  environment: ConnectedEnvironment,
  { data, schedule, mail, page }: Granted,
): KnownSettings => {
  const { tokens, portalUrl, inspectorate, mailsPerSecond, front } = environment
  return {
    TABLE_NAME: data.table.tableName,
    LEDGER_BUCKET: data.ledger.bucketName,
    UPLOADS_BUCKET: data.uploads.bucketName,
    SIGNING_KEY_ID: data.signingKey.keyArn,
    OIDC_ISSUER: tokens.issuer,
    OIDC_AUDIENCE: tokens.audience,
    OIDC_JWKS_URI: tokens.jwksUri,
    ORIGIN_SECRETS: front && originSecrets(data.stackName, front.secret).join(','),
    DELIVERIES_QUEUE_URL: schedule.deliveries.queueUrl,
    ATTEMPTS_QUEUE_URL: schedule.attempts.queueUrl,
    DELIVERIES_QUEUE_ARN: schedule.deliveries.queueArn,
    SCHEDULE_GROUP: schedule.group.scheduleGroupName,
    SCHEDULE_ROLE_ARN: schedule.role.roleArn,
    SCHEDULE_DLQ_ARN: schedule.deadLetters.queueArn,
    MAIL_FROM: mail.from,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    MAILS_PER_SECOND: String(mailsPerSecond),
    PORTAL_URL: portalUrl,
    INSPECTORATE_URL: inspectorate.url,
    INSPECTORATE_TOKEN_URL: inspectorate.tokenUrl,
    INSPECTORATE_CLIENT_ID: inspectorate.clientId,
    PAGE_BUCKET: page?.bucketName,
  }
}
