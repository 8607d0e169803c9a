import type { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import type { LambdaClient } from '@aws-sdk/client-lambda'
import type { S3Client } from '@aws-sdk/client-s3'
import type { APIGatewayProxyEventV2 } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { wire } from '../../functions/smoke-test/wire.ts'
import { clientOf, commandName, type SdkCommand, type Sends } from '../../infra/local/fakes/sdk.ts'
import { codeDeployDeployments } from '../../shared/rollout/adapters/codedeploy-deployments.ts'
import { lambdaVersions } from '../../shared/rollout/adapters/lambda-versions.ts'
import { pageBucket } from '../../shared/rollout/adapters/page-bucket.ts'

const arn = 'arn:aws:lambda:eu-west-1:000000000000:function:doorlevering-dev-consent-api:7'
const request = { rawPath: '/v1/openapi.json' } as APIGatewayProxyEventV2
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text)

/** A service that gives one answer, and what it was asked. */
const answering = (answer: object) => {
  const sent: object[] = []
  const send = async ({ input }: SdkCommand) => {
    sent.push(input)
    return answer
  }
  return { sent, send }
}

const versionsOf = (lambda: Sends) => lambdaVersions(clientOf<LambdaClient>(lambda), 1000)

describe('a version of a function', () => {
  it('is called by its number, and answers', async () => {
    const lambda = answering({ StatusCode: 200, Payload: bytes('{"statusCode":401}') })
    expect(await versionsOf(lambda).answer(arn, request)).toEqual({ statusCode: 401 })
    expect(lambda.sent).toEqual([{ FunctionName: arn, Payload: JSON.stringify(request) }])
  })

  it.each([
    ['broke off', { FunctionError: 'Unhandled', Payload: bytes('{"errorMessage":"exited"}') }],
    ['answered nothing', { StatusCode: 200 }],
    ['answered no JSON', { Payload: bytes('<html>') }],
  ])('that %s is a fault', async (_, answer) => {
    await expect(versionsOf(answering(answer)).answer(arn, request)).rejects.toThrow()
  })

  it('that does not answer is not waited for', async () => {
    const client = {
      send: (_: object, { abortSignal }: { abortSignal: AbortSignal }) =>
        new Promise((_resolve, reject) => {
          abortSignal.addEventListener('abort', () => reject(abortSignal.reason))
        }),
    }
    const versions = lambdaVersions(client as unknown as LambdaClient, 20)
    await expect(versions.answer(arn, request)).rejects.toThrow('timeout')
  })
})

describe('a deployment of CodeDeploy', () => {
  it.each(['Succeeded', 'Failed'] as const)('is told %s', async verdict => {
    const codeDeploy = answering({})
    const deployments = codeDeployDeployments(clientOf<CodeDeployClient>(codeDeploy))
    await deployments.tell({ deploymentId: 'd-ABCDEF123', hookExecutionId: 'eyJhbGciOi' }, verdict)
    expect(codeDeploy.sent).toEqual([
      { deploymentId: 'd-ABCDEF123', lifecycleEventHookExecutionId: 'eyJhbGciOi', status: verdict },
    ])
  })
})

describe('the bucket of the page', () => {
  const bucketOf = (client: Sends) => pageBucket(clientOf<S3Client>(client), 'page')

  it('takes a file with what a browser must know of it', async () => {
    const s3 = answering({})
    await bucketOf(s3).put({ name: 'a.js', type: 'text/javascript', cacheControl: 'public', body: '1' })
    expect(s3.sent).toEqual([
      { Bucket: 'page', Key: 'a.js', ContentType: 'text/javascript', CacheControl: 'public', Body: '1' },
    ])
  })

  it('is emptied of all versions of all files, a thousand at a time, and of what is left of removed ones', async () => {
    const versions = [1, 2].map(version => ({ Key: 'a.js', VersionId: `${version}` }))
    const markers = [{ Key: 'b.js', VersionId: '3' }]
    const pages = [{ Versions: versions }, { DeleteMarkers: markers }, {}]
    const sent: object[] = []
    const send = async (command: SdkCommand) => {
      if (commandName(command) === 'ListObjectVersionsCommand') return pages.shift()
      sent.push(command.input)
      return {}
    }
    await bucketOf({ send } as Sends).removeAll()
    expect(sent).toEqual([...versions, ...markers].map(version => ({ Bucket: 'page', ...version })))
    expect(pages).toEqual([])
  })
})

describe('what smoke-test is set to try', () => {
  const none = { send: async () => ({}) } as never
  const runtime = { newId: () => 'id', log: { info: () => undefined, error: () => undefined } } as never
  const wired = (smokeTests: unknown, more = {}) =>
    wire({ SMOKE_TESTS: JSON.stringify(smokeTests), ...more }, { lambda: none, codeDeploy: none }, runtime)
  const smokeTest = { version: arn, path: '/v1/openapi.json', status: 200 }

  it('is a list of versions, paths and what is answered', () => {
    expect(wired([smokeTest]).smokeTests).toEqual([smokeTest])
  })

  it('comes as by the front, with its newest secret, where there is one', () => {
    expect(wired([smokeTest]).headers).toEqual({})
    expect(wired([smokeTest], { ORIGIN_SECRETS: 'newest,before' }).headers).toEqual({
      'x-origin-verify': 'newest',
    })
  })

  it.each([
    ['nothing', []],
    ['another status', [{ ...smokeTest, status: 500 }]],
    ['no version', [{ ...smokeTest, version: '' }]],
  ])('cannot be %s', (_, smokeTests) => {
    expect(() => wired(smokeTests)).toThrow()
  })
})
