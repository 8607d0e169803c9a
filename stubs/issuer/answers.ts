import type { APIGatewayProxyStructuredResultV2 } from 'aws-lambda'

export type Result = APIGatewayProxyStructuredResultV2

/** Documents without a cookie's worth in them: pages of other loopback ports may read them too. */
export const json = (statusCode: number, body: unknown): Result => ({
  statusCode,
  headers: {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  },
  body: JSON.stringify(body),
})

export const redirect = (
  to: string,
  parameters: Readonly<Record<string, string | null | undefined>>,
  headers: Readonly<Record<string, string>> = {},
): Result => {
  const location = new URL(to)
  for (const [name, value] of Object.entries(parameters))
    if (value != null) location.searchParams.set(name, value)
  return { statusCode: 303, headers: { Location: location.href, 'Cache-Control': 'no-store', ...headers } }
}

/** What cannot be told to the client is told to whoever develops it. */
export const refused = (description: string): Result => ({
  statusCode: 400,
  headers: { 'Content-Type': 'text/plain; charset=utf-8', 'Cache-Control': 'no-store' },
  body: `invalid_request: ${description}\n`,
})

/** The page of `npm start`, or one that a portal developer serves: on this machine only (RFC 8252, section 7.3). */
export const isLoopback = (address: string | undefined): address is string => {
  if (!address || !URL.canParse(address)) return false
  const { protocol, hostname, hash } = new URL(address)
  return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && hash === ''
}

export const NOT_LOOPBACK =
  'must be an http(s) address of this machine (127.0.0.1, [::1], localhost), without #'
