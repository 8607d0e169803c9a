import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { DynamoDBClient } from '@aws-sdk/client-dynamodb'
import { table } from '../../../infra/wiring.ts'
import { dynamoRestoreGuard } from '../../../shared/consent/adapters/dynamo-restore-guard.ts'
import { dynamoCalendar } from '../../../shared/directory/adapters/dynamo-calendar.ts'
import { dynamoDirectory } from '../../../shared/directory/adapters/dynamo-directory.ts'
import type { SchoolYear } from '../../../shared/directory/identifiers.ts'
import { dynamoMonitoring } from '../../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { documentClient } from '../../../shared/platform/adapters/clients.ts'
import { localIssuer } from '../../../stubs/issuer/issuer.ts'
import { aSchool, boardId, may11, results, schoolId, window } from '../../../test/support/builders.ts'
import { createTable, startDynalite } from '../../../test/support/dynalite.ts'
import { tableOf } from '../../../test/support/stores.ts'

/** Beyond the day on which anybody runs this, since the function goes by the system's clock. */
const schoolYear = '2098-2099' as SchoolYear

/** What a save needs of AWS and of the issuer, in a process of its own: a table, a bucket that keeps what is put, and keys. */
const dynalite = await startDynalite()
const configuration = {
  endpoint: dynalite.endpoint,
  region: 'eu-west-1',
  credentials: { accessKeyId: 'key', secretAccessKey: 'secret' },
}
await createTable(new DynamoDBClient(configuration), { tableName: 'doorlevering', ...table })
const documents = tableOf(documentClient({ attempts: 1, milliseconds: 5_000 }, configuration))
const directory = dynamoDirectory(documents)
await directory.saveSchools([aSchool()])
const administrators = [{ name: 'B. Beheer', email: 'beheer@bestuur.example' }]
await directory.saveAdministrators(boardId, { items: administrators, reminders: false })
await dynamoCalendar(documents).save(schoolYear, [window('2099-07-01')])
await dynamoMonitoring(documents).saveResults(schoolId, schoolYear, results.results[0]!)
await dynamoRestoreGuard(documents).markCurrent()

const objects = new Map<string, Buffer>()
const server = createServer(async (request, response) => {
  const { method, url: path = '' } = request
  const sent = await buffer(request)
  if (path.endsWith('/jwks')) return response.end(keys)
  if (method === 'PUT') objects.set(new URL(path, url).pathname, sent)
  const found = objects.get(new URL(path, url).pathname)
  if (found) return response.end(method === 'GET' ? found : '')
  return response.writeHead(404).end('<Error><Code>NoSuchKey</Code></Error>')
})
server.listen(0, '127.0.0.1')
await once(server, 'listening')
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
const issuer = await localIssuer(url, () => may11)
const keys = JSON.stringify(await issuer.keys())
const token = await issuer.token({ name: 'A. de Jong', role: 'school', schools: [schoolId] })
process.send?.({
  path: `/v1/schools/${schoolId}/monitorings/${schoolYear}/consent`,
  token,
  environment: {
    TABLE_NAME: 'doorlevering',
    LEDGER_BUCKET: 'ledger',
    OIDC_ISSUER: issuer.issuer,
    OIDC_AUDIENCE: issuer.audience,
    OIDC_JWKS_URI: issuer.jwksUri,
    AWS_ENDPOINT_URL: url,
    AWS_ENDPOINT_URL_DYNAMODB: dynalite.endpoint,
  },
})
process.on('disconnect', () => process.exit())
