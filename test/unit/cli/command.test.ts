import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { UnsecuredJWT } from 'jose'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { ANSWER_MILLISECONDS } from '../../../cli/api.ts'
import type { Context } from '../../../cli/context.ts'
import { commandIn, commandProcessIn, type Ended } from '../../support/command.ts'

let folder: string
let file: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'command-'))
  file = join(folder, 'schools.csv')
  await writeFile(file, 'x')
})
afterAll(() => rm(folder, { recursive: true }))

const NOW = Date.parse('2027-07-01T06:00:00.000Z')
const token = new UnsecuredJWT({ exp: NOW / 1000 + 60 }).encode()
const url = 'https://portal.example'

/** What a service answers, by method and path; anything else is a test's mistake. */
type Answers = Readonly<Record<string, unknown | ((asked: Request) => Response)>>

const answering = (answers: Answers): typeof fetch =>
  (async (asked: Request | string, options?: RequestInit) => {
    const request = asked instanceof Request ? asked : new Request(asked, options)
    const name = `${request.method} ${request.url.replace(url, '')}`
    if (!(name in answers)) throw new Error(`nothing is said of ${name}`)
    const answer = answers[name]
    return typeof answer === 'function' ? answer(request) : Response.json(answer)
  }) as typeof fetch

const doorlevering = (
  words: readonly string[],
  answers: Answers = {},
  replaced: Partial<Context> = {},
): Promise<Ended> =>
  commandIn(folder, { now: () => NOW, wait: async () => {}, fetch: answering(answers), ...replaced })(words)

const asOperator = (words: readonly string[], answers: Answers = {}, replaced: Partial<Context> = {}) =>
  doorlevering([...words, '--url', url, '--token', token], answers, replaced)

describe('the command', () => {
  it('explains what its exit codes mean', async () => {
    expect((await doorlevering(['--help'])).out).toContain('Ends with 0 where all is well')
  })

  it.each([
    [['helth'], 'Did you mean health?'],
    [['health'], 'Say where the service is: --url'],
    [['health', '--url', 'portal.example'], '--url portal.example cannot be used'],
    ...[
      '192.0.2.2:3879',
      'portal.example',
      '127.0.0.1.portal.example',
      '127.0.0.1@portal.example',
      '[::2]',
    ].map(host => [['health', '--url', `http://${host}`], 'cannot be used: expected https://'] as const),
    [['health', '--url', 'https://me@portal.example'], 'cannot be used: expected https://'],
    [['login', '--issuer', 'x', '--url', url], '--issuer x is no address'],
    [['health', '--stage', 'nope'], 'Allowed choices are dev, acc, prod'],
    [['import', 'pupils', 'x.csv', '--timeout', '0'], 'Expected a whole number from 1 to'],
    ...['http://portal.example:1/', 'https://127.0.0.1:1/', 'http://127.0.0.1/', 'x'].map(
      redirect => [['login', '--redirect', redirect, '--url', url], 'an address of this machine'] as const,
    ),
    [['login', '--token', 'x', '--url', url], 'Nobody signs in with a token'],
    [['calendar', 'show', '2026-2028'], 'Expected two years in a row'],
    ...['2027-06-31', '2027-06-01..', 'x', '2027-06-01..2027-06-02..2027-06-03'].map(
      window => [['calendar', 'set', '2026-2027', window], 'Expected days that exist'] as const,
    ),
    [
      ['calendar', 'set', '2026-2027', '2027-06-02..2027-06-01'],
      'The end (2027-06-01) is before the start (2027-06-02)',
    ],
    [['calendar', 'set', '2026-2027', '2027-06-01:some'], 'Expected :all or :not-delivered'],
    [['results', 'take-back', '99aa00', '2026-2027', 'PROZO'], 'Expected the code of a location'],
    [['deliveries', 'retry'], 'Name the deliveries to try again'],
    [['deliveries', 'retry', '99AA00_2026-2027_1', '--all-failed'], 'or say --all-failed'],
  ] as const)('says what is wrong with %j', async (words, told) => {
    expect(await doorlevering(words)).toMatchObject({ code: 2, out: '', told: expect.stringContaining(told) })
  })

  it.each(['localhost:1', '127.0.0.1', '127.8.0.1:3000', '[::1]:3000'])(
    'asks a service on this machine (%s) without TLS',
    async host => {
      const answers = { [`GET http://${host}/v1/health`]: well }
      const { code } = await doorlevering(['health', '--url', `http://${host}`, '--token', token], answers)
      expect(code).toBe(0)
    },
  )

  it('takes an empty variable of the shell for none', async () => {
    const variables = ['DOORLEVERING_URL', 'DOORLEVERING_STAGE', 'DOORLEVERING_TOKEN']
    for (const name of variables) vi.stubEnv(name, '')
    const asked = [['health'], ['health', '--url', url]].map(words => commandProcessIn(folder)(words))
    vi.unstubAllEnvs()
    const [nowhere, nobody] = await Promise.all(asked)
    expect(nowhere?.told).toContain('Say where the service is: --url')
    expect(nobody?.told).toContain('You are not signed in')
  })
})

const unanswered = (cause: object) => () => Promise.reject(new TypeError('fetch failed', { cause }))

describe('a service that does not do what is asked', () => {
  it.each([
    ['is not there', { fetch: unanswered({ code: 'ECONNREFUSED' }) }, `No answer from ${url}: ECONNREFUSED.`],
    [
      'hangs',
      { fetch: () => Promise.reject(new DOMException('slow', 'TimeoutError')) },
      `No answer from ${url}: TimeoutError.`,
    ],
    [
      'is something else',
      { fetch: answering({ 'GET /v1/health': () => new Response('<html>', { status: 404 }) }) },
      'answered 404, which is no answer of the service.',
    ],
    [
      'is a website',
      { fetch: answering({ 'GET /v1/health': () => new Response('<html>') }) },
      'What was answered is no JSON',
    ],
    [
      'lets nobody in',
      { fetch: answering({ 'GET /v1/health': () => new Response('', { status: 401 }) }) },
      'The API does not take this token',
    ],
    [
      'refuses',
      {
        fetch: answering({
          'GET /v1/health': () =>
            Response.json({ code: 'forbidden', detail: 'Dat mag u niet.' }, { status: 403 }),
        }),
      },
      '403 forbidden: Dat mag u niet.',
    ],
  ] as const)('is told where it %s', async (_, replaced, told) => {
    const ended = await asOperator(['health'], {}, replaced as Partial<Context>)
    expect(ended).toMatchObject({ code: 1, out: '', told: expect.stringContaining(told) })
  })

  it('is asked again once, within half a minute, and the operator is told', async () => {
    const [waited, bounds]: [number[], unknown[]] = [[], []]
    const { told } = await asOperator(
      ['health'],
      {},
      {
        wait: async seconds => void waited.push(seconds),
        fetch: (_, options) => {
          bounds.push(options?.signal)
          return Promise.reject(new DOMException('slow', 'TimeoutError'))
        },
      },
    )
    expect([waited, bounds]).toEqual([[1], [expect.any(AbortSignal), expect.any(AbortSignal)]])
    expect(2 * ANSWER_MILLISECONDS).toBeLessThan(30_000)
    expect(told).toBe(
      `${url} gives no answer to use: it is asked again in 1 s.\nerror: No answer from ${url}: TimeoutError.\n`,
    )
  })

  it('is not asked with a token that has expired, or is none', async () => {
    const expired = new UnsecuredJWT({ exp: NOW / 1000 }).encode()
    for (const [given, told] of [
      [expired, 'The token has expired'],
      ['Bearer', 'The token is no JWT'],
    ] as const) {
      const { code, told: said } = await doorlevering(['health', '--url', url, '--token', given])
      expect([code, said]).toEqual([1, expect.stringContaining(told)])
    }
  })
})

const well = {
  lastSweptAt: '2027-07-01T05:55:00.000Z',
  openEffects: 0,
  openDeliveries: 0,
  setAside: 0,
  mailSeconds: 0,
  deliverySeconds: 0,
  caughtUp: true,
}

describe('the health of the service', () => {
  it.each([
    [{ caughtUp: false }, 'restore.md#the-table-is-not-caught-up'],
    [{ lastSweptAt: null }, 'mail-and-planning.md#the-sweep-stands-still'],
    [{ lastSweptAt: '2027-07-01T05:45:00.000Z' }, 'mail-and-planning.md#the-sweep-stands-still'],
    [{ setAside: 1 }, 'mail-and-planning.md#entries-that-were-set-aside'],
    [{ mailSeconds: 900 }, 'mail-and-planning.md#mails-that-are-late'],
    [{ deliverySeconds: 1800 }, 'delivery.md#deliveries-that-are-late'],
  ])('is bad where %j, and tells the page of the runbook', async (figures, section) => {
    const { code, out } = await asOperator(['health'], { 'GET /v1/health': { ...well, ...figures } })
    expect([code, out.match(/^✗/gm)?.length, out]).toEqual([
      1,
      1,
      expect.stringContaining(`→ docs/runbooks/${section}`),
    ])
  })

  it('is good just before', async () => {
    const figures = { mailSeconds: 899, deliverySeconds: 1799, openEffects: 7, openDeliveries: 3 }
    expect((await asOperator(['health'], { 'GET /v1/health': { ...well, ...figures } })).code).toBe(0)
  })
})

describe('an import', () => {
  const asked = {
    'POST /v1/imports': () => Response.json({ importId: 'one', uploadUrl: `${url}/file` }, { status: 201 }),
  }
  const taken = { ...asked, 'PUT /file': () => new Response() }

  it('is not begun without a file', async () => {
    const missing = await asOperator(['import', 'schools', join(folder, 'none.csv')])
    expect([missing.code, missing.told]).toEqual([
      1,
      expect.stringContaining('none.csv cannot be read (ENOENT)'),
    ])
    expect((await asOperator(['import', 'schools', folder])).told).toContain('is no file')
  })

  it.each([
    [
      'is refused',
      { ...asked, 'PUT /file': () => new Response('', { status: 403 }) },
      'The upload was refused (403)',
    ],
  ])('says so where its upload %s', async (_, answers, told) => {
    expect(await asOperator(['import', 'schools', file], answers)).toMatchObject({
      code: 1,
      told: expect.stringContaining(told),
    })
  })

  it('is not waited for without end', async () => {
    let seconds = 0
    const clock = {
      now: () => NOW + seconds * 1000,
      wait: async (more: number) => {
        seconds += more
      },
    }
    const answers = { ...taken, 'GET /v1/imports/one': { importId: 'one', status: 'processing', rows: 3 } }
    const lasting = new UnsecuredJWT({}).encode()
    const { code, told } = await doorlevering(
      ['import', 'schools', file, '--timeout', '2', '--url', url, '--token', lasting],
      answers,
      clock,
    )
    expect([code, seconds]).toEqual([1, 120])
    expect(told).toContain(
      'After 2 minutes it is still processing. Look again: npx doorlevering import-state one',
    )
  })
})

describe('deliveries', () => {
  it('are listed to the last page', async () => {
    const page = (deliveryId: string, nextCursor: string | null) => ({
      items: [
        {
          deliveryId,
          status: 'planned',
          deliveryDate: '2027-07-01',
          plannedAt: '2027-07-01T05:00:00.000Z',
          attempts: 0,
          receiptId: null,
          schoolName: 'Één',
        },
      ],
      nextCursor,
    })
    const { out } = await asOperator(['deliveries', 'list', '--school-year', '2026-2027', '--json'], {
      'GET /v1/deliveries?schoolYear=2026-2027': page('a', 'b'),
      'GET /v1/deliveries?schoolYear=2026-2027&cursor=b': page('b', null),
    })
    expect(JSON.parse(out).items.map(({ deliveryId }: { deliveryId: string }) => deliveryId)).toEqual([
      'a',
      'b',
    ])
  })

  it('are each tried again, whatever is refused of another', async () => {
    const { code, out } = await asOperator(['deliveries', 'retry', 'a', 'b'], {
      'POST /v1/deliveries/a/attempts': () =>
        Response.json({ code: 'not-found', detail: 'Nee.' }, { status: 404 }),
      'POST /v1/deliveries/b/attempts': () => Response.json({ status: 'in-progress' }, { status: 202 }),
    })
    expect([code, out]).toEqual([1, 'a  404 not-found: Nee.\nb  in-progress\n'])
  })
})

describe('the smoke test', () => {
  const issuer = 'https://login.example'
  const discovery = `GET ${issuer}/.well-known/openid-configuration`
  const good: Answers = {
    'GET /config.json': { issuer, scope: 'openid monitoring' },
    [discovery]: { issuer, jwks_uri: `${issuer}/keys` },
    [`GET ${issuer}/keys`]: { keys: [] },
    'GET /v1/openapi.json': { openapi: '3.1.0' },
    'GET /v1/school-years': () => Response.json({ code: 'unauthenticated' }, { status: 401 }),
  }

  it.each([
    ['nothing', {}, []],
    [
      'another issuer',
      { [discovery]: { issuer: 'https://other.example', jwks_uri: `${issuer}/keys` } },
      ['discovery'],
    ],
    ['no key set', { [discovery]: { issuer } }, ['key set']],
    ['no keys', { [`GET ${issuer}/keys`]: {} }, ['key set']],
    ['no document', { 'GET /v1/openapi.json': () => new Response('', { status: 502 }) }, ['openapi.json']],
    ['an answer without a token', { 'GET /v1/school-years': { items: [] } }, ['a read']],
  ])('finds %s', async (_, answers, wrong) => {
    const { code, out } = await doorlevering(['smoke', '--url', url, '--json'], { ...good, ...answers })
    const { checks } = JSON.parse(out) as { checks: { name: string; ok: boolean; todo?: string[] }[] }
    expect(checks.every(({ ok, todo }) => ok === (todo === undefined))).toBe(true)
    expect([code, checks.filter(({ ok }) => !ok).map(({ name }) => name)]).toEqual([
      wrong.length === 0 ? 0 : 1,
      wrong,
    ])
  })

  it('asks for the issuer where there is no page', async () => {
    const { code, told } = await doorlevering(['smoke', '--url', url], {
      'GET /config.json': () => new Response('', { status: 404 }),
    })
    expect([code, told]).toEqual([1, expect.stringContaining('Name it with --issuer')])
  })
})

describe('signing in', () => {
  const issuerThat = async (answers: Readonly<Record<string, object>>) => {
    const server = createServer((request, response) => {
      const answer = answers[request.url?.split('?')[0] ?? '']
      response
        .writeHead(answer ? 200 : 404, { 'Content-Type': 'application/json' })
        .end(JSON.stringify(answer))
    }).listen(0, '127.0.0.1')
    await new Promise(resolve => server.once('listening', resolve))
    return { server, issuer: `http://127.0.0.1:${(server.address() as AddressInfo).port}` }
  }

  it('is refused by the issuer, or takes too long', async () => {
    const told: Record<string, object> = {}
    const { server, issuer } = await issuerThat(told)
    told['/.well-known/openid-configuration'] = { issuer, authorization_endpoint: `${issuer}/authorize` }
    const words = ['login', '--redirect', 'http://127.0.0.1:0/', '--issuer', issuer, '--url', url]
    let strays: Promise<number[]> | undefined
    const refused = await commandIn(folder)(words, said => {
      if (said.includes('error:')) return
      const { searchParams } = new URL(/http\S+/.exec(said)?.[0] ?? issuer)
      const back = new URL(searchParams.get('redirect_uri') ?? issuer)
      back.search = `${new URLSearchParams({ error: 'access_denied', state: searchParams.get('state') ?? '' })}`
      strays = Promise.all(
        ['/favicon.ico', '//', '/?code=x', '/?code=x&state=bogus', '/?error=access_denied&state=bogus'].map(
          async path => (await fetch(`${back.origin}${path}`)).status,
        ),
      ).finally(() => fetch(back))
    })
    expect(await strays).toEqual([404, 404, 404, 404, 404])
    expect(refused).toMatchObject({
      code: 1,
      told: expect.stringContaining('The issuer refused: access_denied'),
    })
    const late = await commandIn(folder)([...words, '--timeout', '1'])
    expect(late).toMatchObject({
      code: 1,
      told: expect.stringContaining('Nobody signed in within 1 seconds.'),
    })
    const taken = await commandIn(folder)([...words, '--redirect', issuer])
    expect(taken).toMatchObject({
      code: 1,
      told: expect.stringContaining('Choose another one with --redirect'),
    })
    server.close()
    const gone = await commandIn(folder)(words)
    expect(gone).toMatchObject({
      code: 1,
      told: expect.stringContaining('The issuer cannot be used: ECONNREFUSED'),
    })
  })

  it('is asked for where what was kept cannot be read, or has ended', async () => {
    const place = await mkdtemp(join(folder, 'kept-'))
    const kept = {
      read: async () => ({
        accessToken: new UnsecuredJWT({ exp: 1 }).encode(),
        issuer: 'x',
        clientId: 'x',
        scope: 'x',
      }),
      write: async () => {},
    }
    const ended = await doorlevering(['health', '--url', url], {}, { sessions: kept })
    expect(ended.told).toBe(
      `error: Your session at ${url} has ended. The issuer gave no refresh token. Sign in: npx doorlevering login --url ${url}\n`,
    )
    await mkdir(join(place, 'doorlevering'))
    await writeFile(join(place, 'doorlevering/sessions.json'), '{"x":')
    const broken = await commandIn(place)(['health', '--url', url])
    expect(broken).toMatchObject({ code: 1, told: expect.stringContaining('remove it, and sign in again') })
  })
})
