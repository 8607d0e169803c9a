import { isUtf8 } from 'node:buffer'
import type { Context } from 'aws-lambda'
import type { Request, Result } from '../../stubs/http.ts'
import { httpPaths, unmatchedPathsGoTo } from '../manifests.ts'

const routes = Object.entries(httpPaths).flatMap(([name, paths]) =>
  paths.map(path => ({
    name,
    key: `ANY ${path}`,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  })),
)

/** A function behind the gateway, as Lambda invokes it. */
export type HttpHandler = (event: never, context: Context) => Promise<Result>

/** The HTTP API: finds the function that answers a path and hands it of the request (payload format 2.0) what is read of it. */
export const gateway =
  (functions: Readonly<Record<string, HttpHandler>>, newId: () => string) =>
  async ({ method, url, headers, body }: Request): Promise<Result> => {
    const [rawPath = '', rawQueryString = ''] = url.split('?', 2)
    const route = routes.find(({ pattern }) => pattern.test(rawPath))
    const { name, key } = route ?? { name: unmatchedPathsGoTo, key: '$default' }
    const event = {
      routeKey: key,
      rawPath,
      rawQueryString,
      headers,
      pathParameters: decoded({ ...route?.pattern.exec(rawPath)?.groups }),
      ...(body.length > 0 && bodyOf(body)),
      isBase64Encoded: !isUtf8(body),
      requestContext: { http: { method }, requestId: newId() },
    }
    const answers = functions[name]
    if (!answers) throw new Error(`there is no function ${name} here`)
    return answers(event as never, {} as Context)
  }

const bodyOf = (body: Buffer): { body: string } => ({ body: body.toString(isUtf8(body) ? 'utf8' : 'base64') })

/** The gateway decodes what a path names; what cannot be decoded stays as it came. */
const decoded = (parameters: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(parameters).map(([name, value]) => [name, decodedValue(value)]))

const decodedValue = (value: string): string => {
  try {
    return decodeURIComponent(value)
  } catch {
    return value
  }
}
