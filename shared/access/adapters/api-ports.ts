import type { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs'
import { dynamoDirectory } from '../../directory/adapters/dynamo-directory.ts'
import type { Table } from '../../platform/adapters/table.ts'
import { optionalSetting, type Settings, setting } from '../../platform/settings.ts'
import type { World } from '../../platform/world.ts'
import { frontSecretsFrom } from '../front.ts'
import { cloudWatchAudit } from './cloudwatch-audit.ts'
import { joseTokenVerifier } from './jose-token-verifier.ts'

/** Settings of every HTTP function. */
export const apiSettings = {
  TABLE_NAME: setting,
  OIDC_ISSUER: setting,
  OIDC_AUDIENCE: setting,
  OIDC_JWKS_URI: setting,
  AUDIT_LOG_GROUP: setting,
  FRONT_SECRETS: optionalSetting,
}

/** What every HTTP function has behind its ports. */
export const apiPorts = (
  settings: Settings<typeof apiSettings>,
  table: Table,
  logs: Pick<CloudWatchLogsClient, 'send'>,
  { clock, newId, log }: Pick<World, 'clock' | 'newId' | 'log'>,
) => ({
  clock,
  newId,
  log,
  audit: cloudWatchAudit({ client: logs, logGroup: settings.AUDIT_LOG_GROUP, newId }),
  verifier: joseTokenVerifier({
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    jwksUri: settings.OIDC_JWKS_URI,
  }),
  frontSecrets: frontSecretsFrom(settings.FRONT_SECRETS),
  directory: dynamoDirectory(table),
})
