import { createHash } from 'node:crypto'
import type { KMSClient } from '@aws-sdk/client-kms'
import { beforeAll, describe, expect, it } from 'vitest'
import { joseTokenVerifier } from '../../shared/access/adapters/jose-token-verifier.ts'
import { clientCredentials } from '../../shared/delivery/adapters/client-credentials.ts'
import type { Fetch } from '../../shared/delivery/adapters/exchange.ts'
import { httpsInspectorate } from '../../shared/delivery/adapters/https-inspectorate.ts'
import { kmsSigner } from '../../shared/delivery/adapters/signer.ts'
import { make as makeInspectorate } from '../../stubs/inspectorate/handler.ts'
import { manifest as inspectorateManifest } from '../../stubs/inspectorate/manifest.ts'
import { wire as wireInspectorate } from '../../stubs/inspectorate/wire.ts'
import { make as makeIssuer } from '../../stubs/issuer/handler.ts'
import { manifest as issuerManifest } from '../../stubs/issuer/manifest.ts'
import { wire as wireIssuer } from '../../stubs/issuer/wire.ts'
import type { StubManifest } from '../../stubs/manifest.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { bytesOf, noon, patience, payloadOf } from '../support/reference-inspectorate.ts'
import { behindStub, behindUrl } from '../support/stub-function.ts'

const SECRET = 'the-secret-of-the-stubs'
const KEY = 'arn:aws:kms:eu-west-1:000000000000:key/1234abcd'
const asOwner = { authorization: `Bearer ${SECRET}` }
const settings = {
  STUBS_BUCKET: 'stubs',
  STUBS_SECRET: SECRET,
  TOKEN_KEY_ID: KEY,
  SIGNING_KEY_ID: KEY,
  PORTAL_URL: 'https://portal.example',
  INSPECTORATE_CLIENT_ID: 'doorlevering',
}

const actionsIn = ({ grants: { objects, bucket, ...keys } }: StubManifest): readonly string[] => [
  // Lists are asked for by another name than they are granted by.
  ...[...objects, ...bucket].map(action => `s3:${action.replace('ListBucket', 'ListObjects')}`),
  ...Object.values(keys).flatMap(actions => actions.map(action => `kms:${action}`)),
]

describe('the stub of the inspectorate', () => {
  const host = 'abc.lambda-url.eu-west-1.on.aws'
  const behind = behindStub('1234abcd', noon())
  /** Of two instances each has every other request: they share what is in the bucket, and nothing else. */
  const instances = [0, 1].map(() =>
    behindUrl(makeInspectorate(wireInspectorate(settings, behind.clients, behind.runtime)), host),
  )
  let asked = 0
  const ask: (typeof instances)[number] = (path, request) => instances[asked++ % 2]!(path, request)
  const fetch: Fetch = (url, { method, headers, body }) =>
    ask(url.slice(`https://${host}`.length), { method, headers, ...(body !== undefined && { body }) })
  const connection = {
    fetch,
    signer: kmsSigner(behind.clients.kms as KMSClient, KEY),
    clock: behind.time.clock,
    log: new InMemoryLog(),
  }
  const tokens = clientCredentials({
    ...connection,
    tokenUrl: `https://${host}/oauth/token`,
    clientId: 'doorlevering',
    newId: behind.runtime.newId,
  })
  const inspectorate = httpsInspectorate({
    ...connection,
    baseUrl: `https://${host}`,
    tokens,
    timeout: patience,
  })
  const { deliveryId } = payloadOf()
  const received = async () =>
    (await (await ask('/received', { headers: asOwner })).json()) as { items: unknown[] }

  it('takes a delivery once, whichever instance is asked, and tells it later', async () => {
    expect(await inspectorate.find(deliveryId, bytesOf(payloadOf()))).toBe('absent')
    const first = await inspectorate.deliver(deliveryId, bytesOf(payloadOf()))
    expect(first).toMatchObject({ kind: 'delivered', receipt: { receivedAt: noon() } })
    for (let again = 0; again < 2; again += 1)
      expect(await inspectorate.deliver(deliveryId, bytesOf(payloadOf()))).toEqual(first)
    const { receipt } = first as { receipt: object }
    expect(await inspectorate.find(deliveryId, bytesOf(payloadOf()))).toEqual(receipt)
    const other = await inspectorate.deliver(deliveryId, bytesOf(payloadOf('Alleen de bovenbouw.')))
    expect(other).toMatchObject({ kind: 'refused', status: 409 })
  })

  it('shows what was delivered to whoever knows the secret, byte for byte', async () => {
    expect((await received()).items).toMatchObject([
      { idempotencyKey: deliveryId, signatureValid: true, payload: bytesOf(payloadOf()).toString() },
    ])
    for (const headers of [{}, { authorization: 'Bearer no' }, { authorization: SECRET }])
      expect((await ask('/received', { headers: headers as Record<string, string> })).status).toBe(401)
  })

  it('lets in nobody whom it gave no token, and forgets a token after five minutes', async () => {
    const access = await tokens.get(patience())
    const headers = { authorization: `Bearer ${access.kind === 'token' ? access.token : ''}` }
    expect((await ask(`/deliveries/${deliveryId}`, { headers })).status).toBe(200)
    expect((await ask(`/deliveries/${deliveryId}`)).status).toBe(401)
    behind.time.moveOn(300)
    expect((await ask(`/deliveries/${deliveryId}`, { headers })).status).toBe(401)
  })

  it('used all that it may do, and nothing else but the sender’s own signature', () => {
    expect([...behind.used].toSorted()).toEqual([...actionsIn(inspectorateManifest), 'kms:Sign'].toSorted())
  })
})

describe('the stub of the issuer', () => {
  const host = 'def.lambda-url.eu-west-1.on.aws'
  const issuer = `https://${host}`
  const behind = behindStub('1234abcd', noon())
  const instances = [0, 1].map(() =>
    behindUrl(makeIssuer(wireIssuer(settings, behind.clients, behind.runtime)), host),
  )
  let asked = 0
  const ask: (typeof instances)[number] = (path, request) => instances[asked++ % 2]!(path, request)
  const verifier = joseTokenVerifier(
    { issuer, audience: 'doorlevering', jwksUri: `${issuer}/jwks`, log: new InMemoryLog() },
    url => ask(String(url).slice(issuer.length)),
  )
  const form = (parameters: Record<string, string>) => ({
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams(parameters).toString(),
  })

  const tokenFor = (claims: unknown, headers: Record<string, string> = asOwner) =>
    ask('/tokens', { method: 'POST', headers, body: JSON.stringify(claims) })

  it('gives whoever knows the secret a token of anybody, that our API takes for an hour', async () => {
    const answer = await tokenFor({ role: 'school', name: 'A. de Jong', schools: ['99AA00'] })
    const { accessToken } = (await answer.json()) as { accessToken: string }
    expect(await verifier.verify(accessToken, noon())).toMatchObject({
      iss: issuer,
      role: 'school',
      schools: ['99AA00'],
      scope: 'openid monitoring',
    })
    const [, claims = ''] = accessToken.split('.')
    const { iat, exp } = JSON.parse(Buffer.from(claims, 'base64url').toString())
    expect(exp - iat).toBe(3600)
  })

  it('gives nobody else one, and none of nobody', async () => {
    for (const headers of [{}, { authorization: 'Bearer wrong' }, { authorization: `Basic ${SECRET}` }])
      expect(
        (await tokenFor({ role: 'operator', name: 'X' }, headers as Record<string, string>)).status,
      ).toBe(401)
    for (const claims of [{}, { role: 'operator' }, null, 'text'])
      expect((await tokenFor(claims)).status, JSON.stringify(claims)).toBe(400)
  })

  const verifier43 = 'a-verifier-of-forty-three-characters-or-more'
  const request = {
    client_id: 'doorlevering-portal',
    redirect_uri: 'https://portal.example/',
    response_type: 'code',
    scope: 'openid monitoring',
    state: 'the state & "more"',
    code_challenge: createHash('sha256').update(verifier43).digest('base64url'),
    code_challenge_method: 'S256',
  }
  const authorize = (changes: Record<string, string> = {}, cookie?: string) =>
    ask(`/authorize?${new URLSearchParams({ ...request, ...changes })}`, {
      headers: cookie ? { cookie } : {},
    })
  const cookieOf = (answer: Response) => answer.headers.getSetCookie()[0]!
  const nameAndValue = (cookie: string) => cookie.split(';')[0]!

  describe('to a browser', () => {
    let access: string
    let session: string
    beforeAll(async () => {
      const page = await (await authorize()).text()
      expect(page).toContain('Wat is de toegangscode?')
      expect(page).not.toContain('login_hint')
      const asked = /name="request" value="([^"]*)"/.exec(page)![1]!.replaceAll('&amp;', '&')
      const wrong = await ask('/access', form({ request: asked, code: 'wrong' }))
      expect([wrong.status, wrong.headers.getSetCookie()]).toEqual([403, []])
      const right = await ask('/access', form({ request: asked, code: SECRET }))
      expect(right.status).toBe(303)
      expect(right.headers.get('location')).toBe(`${issuer}/authorize?${new URLSearchParams(request)}`)
      access = cookieOf(right)
    })

    it('asks for the secret before it lets it choose, and keeps no more than a mark of it', async () => {
      expect(access).toMatch(/^doorlevering_access=[0-9a-f]{64}; Path=\/; HttpOnly; SameSite=Lax; Secure$/)
      expect(access).not.toContain(SECRET)
      expect(await (await authorize({}, nameAndValue(access))).text()).toContain('Wie wilt u zijn?')
    })

    it('makes nobody somebody by a hint that comes without it', async () => {
      for (const cookie of [undefined, 'doorlevering_access=0', `doorlevering_access=${SECRET}`]) {
        const hinted = await authorize({ login_hint: 'operator' }, cookie)
        expect([hinted.status, await hinted.text()]).toEqual([200, expect.stringContaining('toegangscode')])
        const silent = await authorize({ login_hint: 'operator', prompt: 'none' }, cookie)
        expect(silent.headers.get('location')).toContain('error=login_required')
      }
    })

    it('lets it sign in by code and PKCE, once, refresh, and sign out', async () => {
      const chosen = await authorize({ login_hint: 'operator' }, nameAndValue(access))
      session = nameAndValue(cookieOf(chosen))
      const back = new URL(chosen.headers.get('location')!)
      expect(back.origin).toBe('https://portal.example')
      const redeem = () =>
        ask(
          '/token',
          form({
            client_id: request.client_id,
            grant_type: 'authorization_code',
            code: back.searchParams.get('code')!,
            redirect_uri: request.redirect_uri,
            code_verifier: verifier43,
          }),
        )
      const [once, twice] = await Promise.all([redeem(), redeem()])
      expect([once.status, twice.status].toSorted()).toEqual([200, 400])
      const given = (await (once.ok ? once : twice).json()) as { access_token: string; refresh_token: string }
      expect(await verifier.verify(given.access_token, noon())).toMatchObject({ role: 'operator' })
      const refresh = (refresh_token: string) =>
        ask('/token', form({ client_id: request.client_id, grant_type: 'refresh_token', refresh_token }))
      const next = (await (await refresh(given.refresh_token)).json()) as { refresh_token: string }
      expect((await refresh(given.refresh_token)).status).toBe(400)
      expect((await authorize({ prompt: 'none' }, session)).headers.get('location')).toContain('code=')
      const out = await ask(
        `/end_session?post_logout_redirect_uri=${encodeURIComponent(request.redirect_uri)}`,
        {
          headers: { cookie: session },
        },
      )
      expect(out.headers.get('location')).toBe(request.redirect_uri)
      expect((await refresh(next.refresh_token)).status).toBe(400)
    })

    it.each([
      'https://portal.example',
      'https://portal.example/elsewhere',
      'https://portal.example.evil.example/',
      'http://portal.example/',
      'https://evil.example/',
    ])('sends nobody to %s', async redirect_uri => {
      expect((await authorize({ redirect_uri }, nameAndValue(access))).status).toBe(400)
    })

    it('sends a program that somebody runs back to their own machine', async () => {
      const at = 'http://127.0.0.1:8123/callback'
      const chosen = await authorize({ redirect_uri: at, login_hint: 'operator' }, nameAndValue(access))
      expect(chosen.headers.get('location')).toMatch(/^http:\/\/127\.0\.0\.1:8123\/callback\?code=/)
    })
  })

  it('tells of itself by the address it was asked at, and has its page in one style', async () => {
    const metadata = await (await ask('/.well-known/openid-configuration')).json()
    expect(metadata).toMatchObject({ issuer, jwks_uri: `${issuer}/jwks`, token_endpoint: `${issuer}/token` })
    expect((await ask('/chooser.css')).headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect((await ask('/elsewhere')).status).toBe(404)
  })

  it('used all that it may do, and nothing else', () => {
    // Without the right to list, S3 does not say that an object is not there: used, and never asked for.
    const asked = actionsIn(issuerManifest).filter(action => action !== 's3:ListObjects')
    expect([...behind.used].toSorted()).toEqual(asked.toSorted())
  })
})
