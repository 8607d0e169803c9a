import { generateKeyPairSync, randomUUID } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import type { S3Client } from '@aws-sdk/client-s3'
import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { FakeKeyStore } from '../../infra/local/fakes/keys.ts'
import { clientOf, type Sends } from '../../infra/local/fakes/sdk.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { StoppedClock } from './doubles/clock.ts'
import { InMemoryLog } from './doubles/log.ts'

type Handler = (event: LambdaFunctionURLEvent) => Promise<APIGatewayProxyStructuredResultV2>

export interface Asked {
  method?: string
  headers?: Readonly<Record<string, string>>
  body?: string | Buffer
}

/** Which actions of which service were used: `s3:PutObject`. */
const noting = (service: string, fake: Sends, used: Set<string>): Sends => ({
  send: command => {
    used.add(`${service}:${command.constructor.name.replace(/Command$|V2Command$/, '')}`)
    return fake.send(command)
  },
})

/** What stands behind a stub on AWS, as a test has it. */
export const behindStub = (keyId: string, at: Instant) => {
  const time = new StoppedClock(at)
  const used = new Set<string>()
  const keys = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const bucket = new FakeBucket('stubs', time.clock)
  return {
    time,
    used,
    keys,
    clients: {
      kms: clientOf<KMSClient>(noting('kms', new FakeKeyStore(keyId, keys), used)),
      s3: clientOf<S3Client>(noting('s3', bucket, used)),
    },
    runtime: {
      clock: time.clock,
      random: () => 0,
      newId: () => randomUUID(),
      log: new InMemoryLog(),
      pause: async () => {},
    },
  }
}

/** A function behind its URL, as Lambda calls it: cookies stand beside the headers, and a form comes in base64. */
export const behindUrl =
  (handler: Handler, domainName: string) =>
  async (path: string, { method = 'GET', headers = {}, body }: Asked = {}): Promise<Response> => {
    const [rawPath = '', rawQueryString = ''] = path.split('?', 2)
    const lowerCase = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]),
    )
    const { cookie, ...others } = lowerCase
    const answer = await handler({
      version: '2.0',
      rawPath,
      rawQueryString,
      headers: others,
      ...(cookie && { cookies: cookie.split('; ') }),
      ...(body !== undefined && { body: Buffer.from(body).toString('base64') }),
      isBase64Encoded: body !== undefined,
      requestContext: { domainName, http: { method, path: rawPath } },
    } as unknown as LambdaFunctionURLEvent)
    const { statusCode = 200, cookies = [] } = answer
    return new Response(answer.body ?? null, {
      status: statusCode,
      headers: [
        ...Object.entries(answer.headers ?? {}).map(([name, value]): [string, string] => [
          name,
          String(value),
        ]),
        ...cookies.map((one): [string, string] => ['Set-Cookie', one]),
      ],
    })
  }
