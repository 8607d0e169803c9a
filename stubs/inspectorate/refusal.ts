import * as z from 'zod/mini'
import { canonicalBytes, sha256 } from '../../shared/platform/canonical.ts'
import { parsedJson } from '../http.ts'
import { partOf, type SignatureCheck } from './jws.ts'
import { payloadSchema } from './payload.ts'

export interface Posted {
  headers: Headers
  body: Uint8Array
}

export interface Refusal {
  status: number
  code: string
}

/** Why a delivery cannot be received, the first reason only; undefined where it can. */
export const refusalOf = (posted: Posted, isSenders: SignatureCheck): Refusal | undefined => {
  const { headers, body } = posted
  if (!/^application\/json(;|$)/i.test(headers.get('Content-Type') ?? ''))
    return { status: 415, code: 'unsupported-media-type' }
  if (headers.get('Content-Digest') !== `sha-256=:${sha256(body).toString('base64')}:`)
    return { status: 400, code: 'content-digest-mismatch' }
  if (!isSigned(headers.get('Payload-Signature') ?? '', body, isSenders))
    return { status: 400, code: 'invalid-payload-signature' }

  const payload = payloadSchema.safeParse(parsedJson(body))
  if (!payload.success) return { status: 422, code: 'invalid-payload' }
  if (!canonicalBytes(payload.data).equals(body)) return { status: 422, code: 'payload-not-canonical' }
  if (headers.get('Idempotency-Key') !== payload.data.deliveryId)
    return { status: 422, code: 'idempotency-key-mismatch' }
  return undefined
}

const protectedHeaderSchema = z.object({
  alg: z.literal('PS256'),
  b64: z.literal(false),
  crit: z.tuple([z.literal('b64')]),
  kid: z.string(),
})

/** A detached JWS (RFC 7515, appendix F) over the body as it is (RFC 7797), PS256 and nothing else. */
const isSigned = (value: string, body: Uint8Array, isSenders: SignatureCheck): boolean => {
  const [, header = '', signature = ''] = /^([\w-]+)\.\.([\w-]+)$/.exec(value) ?? []
  if (!protectedHeaderSchema.safeParse(partOf(header)).success) return false
  return isSenders(Buffer.concat([Buffer.from(`${header}.`), body]), signature)
}
