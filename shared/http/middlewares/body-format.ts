import { MIMEType } from 'node:util'
import { Problem } from '../problems.ts'
import type { Middleware } from '../request.ts'

/** Bodies are read up to 64 KB. */
const LARGEST_BODY = 64 * 1024

/** 413 and 415 for a body that is not read: too large, no JSON, of another charset than UTF-8 (and its part ASCII), or encoded. */
export const bodyFormat = (): Middleware => ({
  before: ({ event }) => {
    const { route, headers } = event.call
    if (!route.body) return
    if (bytesOf(event).length > LARGEST_BODY) throw new Problem('body-too-large')
    const type = typeOf(headers['content-type'])
    if (type?.essence !== 'application/json') throw unsupported()
    if (!/^(utf-?8|us-ascii)$/i.test(type.params.get('charset') ?? 'utf-8'))
      throw unsupported('Stuur het bericht in UTF-8: charset kan alleen utf-8 of us-ascii zijn.')
    if (!/^(identity)?$/i.test(headers['content-encoding']?.trim() ?? ''))
      throw unsupported('Stuur het bericht zonder compressie: Content-Encoding kan alleen identity zijn.')
  },
})

const typeOf = (header = ''): MIMEType | undefined => {
  try {
    return new MIMEType(header)
  } catch {
    return undefined
  }
}

/** The bytes of a request's or an answer's body, as Lambda hands them over. */
export const bytesOf = ({ body, isBase64Encoded }: Encoded): Buffer =>
  Buffer.from(body ?? '', isBase64Encoded ? 'base64' : 'utf8')

interface Encoded {
  body?: string | undefined
  isBase64Encoded?: boolean | undefined
}

/** What would have been read is told in headers too (RFC 9110, section 15.5.16). */
const unsupported = (detail?: string): Problem =>
  new Problem('unsupported-media-type', {
    ...(detail && { detail }),
    headers: { Accept: 'application/json', 'Accept-Encoding': 'identity' },
  })
