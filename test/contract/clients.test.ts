import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { GetObjectCommand } from '@aws-sdk/client-s3'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { manifest as deliver } from '../../functions/deliver/manifest.ts'
import { manifests } from '../../infra/manifests.ts'
import { waitingMilliseconds } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { type CallLimits, documentClient } from '../../shared/platform/adapters/clients.ts'
import { s3Client } from '../../shared/platform/adapters/s3-client.ts'
import { causeOf } from '../../shared/platform/log.ts'

/** For a server that does not answer. */
const soon = { attempts: 3, milliseconds: 50 }
/** For one that answers, however busy this machine. */
const patient = { attempts: 1, milliseconds: 20_000 }

describe('a client', () => {
  let server: Server
  let requests: number
  let answer: Parameters<typeof createServer>[1]
  beforeEach(async () => {
    requests = 0
    server = createServer((request, response) => {
      requests += 1
      answer?.(request, response)
    })
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
  })
  afterEach(() => {
    server.closeAllConnections()
    server.close()
  })

  const configuration = () => ({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    forcePathStyle: true,
  })
  const getItem = (limits: CallLimits) =>
    documentClient(limits, configuration()).send(new GetCommand({ TableName: 't', Key: { pk: 'p' } }))
  const getObject = (limits: CallLimits) =>
    s3Client(limits, configuration()).send(new GetObjectCommand({ Bucket: 'b', Key: 'k' }))

  it.each([
    { what: 'of the table', call: getItem },
    { what: 'of S3', call: getObject },
  ])('$what gives up a call that hangs, after so many attempts', async ({ call }) => {
    answer = () => {}
    await expect(call(soon)).rejects.toMatchObject({ name: 'TimeoutError' })
    expect(requests).toBe(3)
  })

  it('does not wait for a call that hangs once', async () => {
    answer = (_, response) => {
      if (requests > 1) response.end('{"Item":{"pk":{"S":"p"}}}')
    }
    // Of many attempts one is answered in time, also on a busy machine.
    expect((await getItem({ ...soon, attempts: 20 })).Item).toEqual({ pk: 'p' })
  })

  it.each([
    {
      call: getItem,
      body: '{"__type":"com.amazon.coral.service#AccessDeniedException","message":"User: arn:aws:sts::1:x is not authorized to perform: dynamodb:GetItem on resource: M. Jansen"}',
      told: {
        error: 'AccessDeniedException',
        call: 'DynamoDB:GetItem',
        deniedAction: 'dynamodb:GetItem',
        httpStatus: 400,
      },
    },
    {
      call: getItem,
      body: '{"__type":"com.amazonaws.dynamodb.v20120810#ThrottlingException","message":"M. Jansen"}',
      told: { error: 'ThrottlingException', call: 'DynamoDB:GetItem' },
    },
    {
      call: getObject,
      body: '<Error><Code>AccessDenied</Code><Message>User: M. Jansen is not authorized to perform: s3:GetObject on resource: x</Message></Error>',
      told: { error: 'AccessDenied', call: 'S3:GetObject', deniedAction: 's3:GetObject', httpStatus: 400 },
    },
    {
      call: getObject,
      body: '<Error><Code>KMS.DisabledException</Code><Message>M. Jansen</Message></Error>',
      told: { error: 'KMS.DisabledException', call: 'S3:GetObject' },
    },
  ])('names the call and what was refused ($told.error)', async ({ call, body, told }) => {
    answer = (_, response) => response.writeHead(400).end(body)
    const logged = causeOf(await call(patient).catch(error => error))
    expect(logged).toMatchObject(told)
    expect(JSON.stringify(logged)).not.toContain('Jansen')
  })

  it('gives up an object that stops halfway', async () => {
    answer = (_, response) => {
      response.writeHead(200, { 'Content-Length': '10' })
      response.write('half')
    }
    const { Body: body } = await getObject({ ...soon, attempts: 20 })
    await expect(body?.transformToString()).rejects.toMatchObject({ name: 'TimeoutError' })
  })
})

/** How long the SDK pauses between two attempts, where it is throttled, at the very most. */
const PAUSE_MILLISECONDS = 1_000

describe('a call that hangs', () => {
  it.each(Object.entries(manifests))('leaves %s time for the rest', (_, { callLimits, seconds }) => {
    const { attempts, milliseconds } = callLimits
    const longest = attempts * milliseconds + (attempts - 1) * PAUSE_MILLISECONDS
    expect(longest).toBeLessThan(0.7 * seconds * 1000)
  })

  it('leaves deliver time for its own writes, after the inspectorate was waited for', () => {
    const { attempts, milliseconds } = deliver.callLimits
    const longest = attempts * milliseconds + (attempts - 1) * PAUSE_MILLISECONDS
    const waited = waitingMilliseconds.deliver + waitingMilliseconds.find
    expect(waited + 2 * longest).toBeLessThan(0.8 * deliver.seconds * 1000)
  })
})
