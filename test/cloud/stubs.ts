import { GetFunctionConfigurationCommand, LambdaClient } from '@aws-sdk/client-lambda'
import { deployed } from './deployed.ts'

const { endpoint, issuerUrl, inspectorateUrl } = deployed()

/** On AWS it is given; the emulator has no other who might read it. */
export const secret = async (): Promise<string> => {
  if (endpoint === undefined) return process.env.STUBS_SECRET ?? ''
  const asked = { FunctionName: 'doorlevering-dev-stubs-issuer' }
  const { Environment } = await new LambdaClient().send(new GetFunctionConfigurationCommand(asked))
  return Environment?.Variables?.STUBS_SECRET ?? ''
}

/** What a browser does with the address to sign in at, of a person who knows the secret and chooses to be an operator. */
export const openAsOperator = async (address: string): Promise<void> => {
  const { origin, search } = new URL(address)
  const body = new URLSearchParams({ request: search.slice(1), code: await secret() })
  const entered = await fetch(`${origin}/access`, { method: 'POST', body, redirect: 'manual' })
  const [cookie = ''] = entered.headers.getSetCookie()
  await fetch(`${address}&login_hint=operator`, { headers: { cookie: cookie.split(';')[0]! } })
}

const asked = async <Answer>(url: string, init: RequestInit = {}): Promise<Answer> => {
  const answer = await fetch(url, { ...init, headers: { Authorization: `Bearer ${await secret()}` } })
  if (!answer.ok) throw new Error(`${url} answered ${answer.status}: ${await answer.text()}`)
  return (await answer.json()) as Answer
}

export const tokenOf = async (claims: Readonly<Record<string, unknown>>): Promise<string> => {
  const body = JSON.stringify(claims)
  return (await asked<{ accessToken: string }>(`${issuerUrl}/tokens`, { method: 'POST', body })).accessToken
}

interface Received {
  idempotencyKey: string
  receiptId: string
  signatureValid: boolean
  payload: string
}

/** What was delivered, the newest hundred, oldest first. */
export const received = async (): Promise<readonly Received[]> =>
  (await asked<{ items: readonly Received[] }>(`${inspectorateUrl}/received`)).items
