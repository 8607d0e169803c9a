import { originSecrets } from '../constructs/origin-secrets.ts'
import type { Environment, Front } from '../environments.ts'
import type { FunctionName } from './functions.ts'
import type { Granted } from './grants.ts'

type Settings = Readonly<Record<string, string>>

/** Of whoever is called by way of the front, where there is one. */
export const originSettings = (front: Front | undefined, dataStack: string): Settings =>
  front === undefined ? {} : { ORIGIN_SECRETS: originSecrets(dataStack, front.secret).join(',') }

/** The environment variables of each function, by the names its `index.ts` reads. */
export const settingsFor = (
  { tokens, portalUrl, inspectorate, front }: Environment,
  { data, schedule, mail }: Granted,
): Readonly<Record<FunctionName, Settings>> => {
  const table = { TABLE_NAME: data.table.tableName }
  const log = { ...table, LEDGER_BUCKET: data.ledger.bucketName }
  const callers = {
    OIDC_ISSUER: tokens.issuer,
    OIDC_AUDIENCE: tokens.audience,
    OIDC_JWKS_URI: tokens.jwksUri,
    AUDIT_LOG_GROUP: data.audit.logGroupName,
    ...originSettings(front, data.stackName),
  }
  const uploads = { UPLOADS_BUCKET: data.uploads.bucketName }
  const deliveries = { DELIVERIES_QUEUE_URL: schedule.deliveries.queueUrl }
  const schedules = {
    DELIVERIES_QUEUE_ARN: schedule.deliveries.queueArn,
    SCHEDULE_GROUP: schedule.group.scheduleGroupName,
    SCHEDULE_ROLE_ARN: schedule.role.roleArn,
    SCHEDULE_DLQ_ARN: schedule.unplaced.queueArn,
  }
  const effects = {
    ...log,
    ...deliveries,
    ...schedules,
    MAIL_FROM: mail.from,
    MAIL_CONFIGURATION_SET: mail.configurationSetName,
    PORTAL_URL: portalUrl,
  }
  return {
    'consent-api': { ...log, ...callers },
    // Lambda starts a function in the folder of its code, where its files lie too.
    'report-api': { ...table, ...callers, FONTS_FOLDER: '.' },
    'board-api': { ...table, ...callers },
    'operator-api': { ...log, ...callers, ...uploads, OPENAPI_FILE: 'openapi.json' },
    'process-events': effects,
    deliver: {
      ...log,
      ...deliveries,
      INSPECTORATE_URL: inspectorate.url,
      INSPECTORATE_TOKEN_URL: inspectorate.tokenUrl,
      INSPECTORATE_CLIENT_ID: inspectorate.clientId,
      SIGNING_KEY_ID: data.signingKey.keyArn,
    },
    sweep: effects,
    'reconcile-schedules': { ...log, ...schedules },
    'import-file': { ...log, ...uploads },
    'replay-ledger': log,
    'record-mail-feedback': table,
    'remind-boards': log,
  }
}
