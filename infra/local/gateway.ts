import { isUtf8 } from 'node:buffer'
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, Context } from 'aws-lambda'
import { type Clock, millisecondsOf } from '../../shared/platform/time.ts'
import { httpPaths, unmatchedPathsGoTo } from '../manifests.ts'

export interface HttpRequest {
  method: string
  /** Path and query. */
  url: string
  /** Names in lower case. */
  headers: Readonly<Record<string, string>>
  body: Buffer
}

const routes = Object.entries(httpPaths).flatMap(([name, paths]) =>
  paths.map(path => ({
    name,
    key: `ANY ${path}`,
    pattern: new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)')}$`),
  })),
)

/** A function behind the gateway, as Lambda invokes it. */
export type HttpHandler = (event: never, context: Context) => Promise<APIGatewayProxyStructuredResultV2>

/** The HTTP API: finds the function that answers a path and hands it the request (payload format 2.0). */
export const gateway =
  (functions: Readonly<Record<string, HttpHandler>>, clock: Clock, newId: () => string) =>
  async (request: HttpRequest): Promise<APIGatewayProxyStructuredResultV2> => {
    const [rawPath = '', rawQueryString = ''] = request.url.split('?', 2)
    const route = routes.find(({ pattern }) => pattern.test(rawPath))
    const { name, key } = route ?? { name: unmatchedPathsGoTo, key: '$default' }
    const event = eventOf(request, rawPath, rawQueryString, clock, newId())
    const routed = {
      ...event,
      routeKey: key,
      pathParameters: decoded({ ...route?.pattern.exec(rawPath)?.groups }),
    }
    const answers = functions[name]
    if (!answers) throw new Error(`there is no function ${name} here`)
    return answers(routed as never, {} as Context)
  }

const eventOf = (
  { method, headers, body }: HttpRequest,
  rawPath: string,
  rawQueryString: string,
  clock: Clock,
  requestId: string,
): Omit<APIGatewayProxyEventV2, 'routeKey'> => {
  return {
    version: '2.0',
    rawPath,
    rawQueryString,
    headers,
    ...(rawQueryString && { queryStringParameters: queryOf(rawQueryString) }),
    ...(body.length > 0 && bodyOf(body)),
    isBase64Encoded: !isUtf8(body),
    requestContext: {
      accountId: '000000000000',
      apiId: 'local',
      domainName: headers.host ?? '127.0.0.1',
      domainPrefix: 'local',
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '127.0.0.1',
        userAgent: headers['user-agent'] ?? '',
      },
      requestId,
      routeKey: '',
      stage: '$default',
      time: clock(),
      timeEpoch: millisecondsOf(clock()),
    },
  }
}

/** A parameter that is given twice comes as one, with a comma between. */
const queryOf = (rawQueryString: string): Record<string, string> => {
  const given = new URLSearchParams(rawQueryString)
  return Object.fromEntries([...given.keys()].map(name => [name, given.getAll(name).join(',')]))
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
