import type { APIGatewayProxyStructuredResultV2, LambdaFunctionURLEvent } from 'aws-lambda'

export type Result = APIGatewayProxyStructuredResultV2

export interface Request {
  readonly method: string
  /** Path and query. */
  readonly url: string
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>
  readonly body: Buffer
}

/** The address of the function by which it was asked: AWS asks it by no other. Without a slash at its end. */
export const addressOf = ({ requestContext }: LambdaFunctionURLEvent): string =>
  `https://${requestContext.domainName}`

export const requestOf = (event: LambdaFunctionURLEvent): Request => ({
  method: event.requestContext.http.method,
  url: event.rawQueryString ? `${event.rawPath}?${event.rawQueryString}` : event.rawPath,
  headers: { cookie: event.cookies?.join('; '), ...event.headers },
  body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
})

/** A function's URL sets cookies that stand beside the headers, and those only. */
export const withCookies = ({ headers = {}, ...result }: Result): Result => {
  const { 'Set-Cookie': cookie, ...others } = headers
  return { ...result, headers: others, ...(cookie !== undefined && { cookies: [String(cookie)] }) }
}

/** Documents without a cookie's worth in them: pages of other origins may read them too. */
export const json = (statusCode: number, body: unknown): Result => ({
  statusCode,
  headers: {
    'Content-Type': 'application/json',
    'Cache-Control': 'no-store',
    'Access-Control-Allow-Origin': '*',
  },
  body: JSON.stringify(body),
})

/** The value that is written there in JSON and UTF-8; undefined where there is none. */
export const parsedJson = (bytes: Uint8Array): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    return undefined
  }
}
