import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { Request, Result } from '../../stubs/http.ts'

/** Answers requests: the gateway takes what is under `/v1`, the rest belongs to this machine only. */
export type Handle = (request: Request) => Promise<Result>

/** What a gateway takes at most; uploads to the local S3 are larger. */
const LARGEST_BODY = 64 * 1024 * 1024

/** Serves on the loopback interface only. */
export const serve = (handle: () => Handle): Server =>
  createServer((incoming, outgoing) => {
    respond(incoming, outgoing, handle()).catch(() => {
      if (!outgoing.headersSent) outgoing.writeHead(500)
      outgoing.end()
    })
  })

const respond = async (
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  handle: Handle,
): Promise<void> => {
  const body = await bodyOf(incoming)
  if (!body) {
    outgoing.writeHead(413).end()
    return
  }
  const result = await handle({
    method: incoming.method ?? 'GET',
    url: originForm(incoming.url ?? '/'),
    headers: headersOf(incoming),
    body,
  })
  const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8')
  const headers = Object.fromEntries(
    Object.entries(result.headers ?? {}).map(([name, value]) => [name, String(value)]),
  )
  const status = result.statusCode ?? 200
  const length = status !== 204 && status !== 304 && { 'Content-Length': bytes.length }
  outgoing.writeHead(status, { ...length, ...headers })
  outgoing.end(incoming.method === 'HEAD' ? undefined : bytes)
}

/** Path and query of the target of a request (RFC 9112, section 3.2): in absolute form it names the host as well. */
const originForm = (target: string): string => target.replace(/^https?:\/\/[^/?#]*/i, '')

const bodyOf = async (incoming: IncomingMessage): Promise<Buffer | undefined> => {
  const chunks: Buffer[] = []
  let size = 0
  for await (const chunk of incoming) {
    size += (chunk as Buffer).length
    if (size <= LARGEST_BODY) chunks.push(chunk as Buffer)
  }
  return size <= LARGEST_BODY ? Buffer.concat(chunks) : undefined
}

/** One value to a name, as the gateway hands them on. */
const headersOf = ({ headers }: IncomingMessage): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value].flat().join(',')]))
