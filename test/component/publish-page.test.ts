import { beforeEach, describe, expect, it } from 'vitest'
import { make } from '../../functions/publish-page/handler.ts'
import { buildPage } from '../../infra/page/build.ts'
import { cloudFormation } from '../../shared/rollout/adapters/cloudformation.ts'
import type { PageFile, PageStore } from '../../shared/rollout/ports.ts'
import { InMemoryLog } from '../support/doubles/log.ts'

const files = await buildPage()
const configuration = '{"issuer":"https://login.example","clientId":"doorlevering-portal"}'

const asked = (RequestType: string, properties: object = { Configuration: configuration }) => ({
  RequestType,
  ResponseURL: 'https://cloudformation.example/answer?signature=1',
  StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/doorlevering-dev/1',
  RequestId: 'request-1',
  LogicalResourceId: 'pagefiles',
  ResourceType: 'Custom::PageFiles',
  ResourceProperties: { ServiceToken: 'arn:aws:lambda:…', Version: '7', ...properties },
})

let served: Map<string, PageFile>
let log: InMemoryLog
let answers: { url: string; method?: string; type: string | null; answer: unknown }[]
let status: number

beforeEach(() => {
  served = new Map()
  log = new InMemoryLog()
  answers = []
  status = 200
})

const store: PageStore = {
  put: async file => void served.set(file.name, file),
  removeAll: async () => served.clear(),
}

const deploy = (event: object, over: Partial<PageStore> = {}): Promise<void> => {
  const send: typeof fetch = async (url, init) => {
    const request = new Request(url as string, init)
    answers.push({
      url: request.url,
      method: request.method,
      type: request.headers.get('content-type'),
      answer: await request.json(),
    })
    return new Response(null, { status })
  }
  return make({ files, store: { ...store, ...over }, deployments: cloudFormation(send), log })(event)
}

const answer = (Status: string, Reason: string) => ({
  url: 'https://cloudformation.example/answer?signature=1',
  method: 'PUT',
  // The URL is signed for a body without a type.
  type: null,
  answer: {
    Status,
    Reason,
    PhysicalResourceId: 'page',
    StackId: 'arn:aws:cloudformation:eu-west-1:123456789012:stack/doorlevering-dev/1',
    RequestId: 'request-1',
    LogicalResourceId: 'pagefiles',
  },
})
const failed = answer('FAILED', 'See the log of publish-page.')

describe('a deployment of the page', () => {
  it.each(['Create', 'Update'])('puts every file in its place, and says so: %s', async type => {
    await deploy(asked(type))
    expect([...served.values()]).toEqual([
      { name: 'config.json', type: 'application/json', cacheControl: 'no-cache', body: configuration },
      ...files,
    ])
    // What it names is there before it.
    expect([...served.keys()].at(-1)).toBe('index.html')
    expect(answers).toEqual([answer('SUCCESS', '')])
  })

  it('leaves what an open page still asks for', async () => {
    const old = { name: 'main-OLD.js', type: 'text/javascript', cacheControl: 'public', body: '' }
    served.set(old.name, old)
    await deploy(asked('Update'))
    expect(served.get(old.name)).toBe(old)
  })

  it('leaves nothing when the page is taken away, so that its bucket can be removed', async () => {
    await deploy(asked('Create'))
    await deploy(asked('Delete'))
    expect([...served]).toEqual([])
    expect(answers.at(-1)).toEqual(answer('SUCCESS', ''))
  })

  it.each([
    ['Create', { put: () => Promise.reject(new Error('S3 is away')) }],
    ['Delete', { removeAll: () => Promise.reject(new Error('S3 is away')) }],
  ] as const)('goes back where it cannot be done, rather than wait: %s', async (type, broken) => {
    await deploy(asked(type), broken)
    expect(answers).toEqual([failed])
    expect(log.codes).toEqual(['PAGE_NOT_PUBLISHED'])
  })

  it('is a fault of the function where CloudFormation does not take its answer', async () => {
    status = 403
    await expect(deploy(asked('Create'))).rejects.toThrow()
  })

  it('is a fault where it is asked in no way we know', async () => {
    await expect(deploy(asked('Create', {}))).rejects.toThrow()
    await expect(deploy(asked('Rename'))).rejects.toThrow()
  })
})
