import { joseTokenVerifier } from '../../access/adapters/jose-token-verifier.ts'
import { dynamoDirectory } from '../../directory/adapters/dynamo-directory.ts'
import type { Table } from '../../platform/adapters/table.ts'
import type { Runtime } from '../../platform/runtime.ts'
import type { Settings } from '../../platform/settings.ts'
import { originSecretsFrom } from '../middlewares/origin-verification.ts'
import type { apiSettings } from '../settings.ts'

/** What every HTTP function has behind its ports. */
export const apiPorts = (
  settings: Settings<typeof apiSettings>,
  table: Table,
  { clock, newId, log }: Pick<Runtime, 'clock' | 'newId' | 'log'>,
) => ({
  clock,
  newId,
  log,
  verifier: joseTokenVerifier({
    issuer: settings.OIDC_ISSUER,
    audience: settings.OIDC_AUDIENCE,
    jwksUri: settings.OIDC_JWKS_URI,
    log,
  }),
  originSecrets: originSecretsFrom(settings.ORIGIN_SECRETS),
  directory: dynamoDirectory(table),
})
