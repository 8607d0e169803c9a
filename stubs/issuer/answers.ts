import type { Result } from '../http.ts'

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

/** Where a browser may be sent back to. */
export interface Redirects {
  allow(address: string): boolean
  /** What must be, in words that go after the name of the parameter. */
  readonly rule: string
}

/** The page of `npm start`, or a program that somebody runs: on their own machine only (RFC 8252, section 7.3). */
export const loopbackRedirects: Redirects = {
  allow: address => {
    if (!URL.canParse(address)) return false
    const { protocol, hostname, hash } = new URL(address)
    return /^https?:$/.test(protocol) && ['127.0.0.1', 'localhost', '[::1]'].includes(hostname) && hash === ''
  },
  rule: 'must be an http(s) address of this machine (127.0.0.1, [::1], localhost), without #',
}

/** Those, and the page of a portal. */
export const portalRedirects = (portalUrl: string): Redirects => ({
  allow: address => address === `${portalUrl}/` || loopbackRedirects.allow(address),
  rule: `must be ${portalUrl}/, or an http(s) address of your machine, without #`,
})
