import type { Environment } from '../environments.ts'
import type { FunctionName } from './functions.ts'
import type { Granted } from './grants.ts'

type Settings = Readonly<Record<string, string>>

/** The environment variables of each function, by the names its `index.ts` reads. */
export const settingsFor = (
  { tokens, portalUrl, inspectorate }: Environment,
  { data, schedule, mail }: Granted,
): Readonly<Record<FunctionName, Settings>> => {
  const table = { TABLE_NAME: data.table.tableName }
  const callers = {
    OIDC_ISSUER: tokens.issuer,
    OIDC_AUDIENCE: tokens.audience,
    OIDC_JWKS_URI: tokens.jwksUri,
  }
  const archive = { ARCHIVE_BUCKET: data.archive.bucketName }
  const uploads = { UPLOADS_BUCKET: data.uploads.bucketName }
  const deliveries = { DELIVERIES_QUEUE_URL: schedule.deliveries.queueUrl }
  const effects = {
    ...deliveries,
    DELIVERIES_QUEUE_ARN: schedule.deliveries.queueArn,
    SCHEDULE_GROUP: schedule.group.scheduleGroupName,
    SCHEDULE_ROLE_ARN: schedule.role.roleArn,
    SCHEDULE_DLQ_ARN: schedule.unplaced.queueArn,
    MAIL_FROM: mail.from,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PORTAL_URL: portalUrl,
  }
  return {
    'consent-api': { ...table, ...callers, ...archive },
    // Lambda starts a function in the folder of its code, where its files lie too.
    'report-api': { ...table, ...callers, FONTS_FOLDER: '.' },
    'board-api': { ...table, ...callers },
    'operator-api': { ...table, ...callers, ...uploads },
    'carry-out': { ...table, ...effects },
    deliver: {
      ...table,
      ...deliveries,
      ...archive,
      INSPECTORATE_URL: inspectorate.url,
      INSPECTORATE_TOKEN_URL: inspectorate.tokenUrl,
      INSPECTORATE_CLIENT_ID: inspectorate.clientId,
      SIGNING_KEY_ID: data.signingKey.keyArn,
    },
    sweep: { ...table, ...effects },
    'import-file': { ...table, ...uploads },
    'record-mail-feedback': table,
  }
}
