import type { StartsFrom } from '../consent/save.ts'
import { canonicalBytes, sha256Hex } from '../platform/canonical.ts'
import { Problem } from './problems.ts'

type Headers = Readonly<Record<string, string | undefined>>

/**
 * What a save says it starts from (RFC 9110, section 13): `If-None-Match: *` or `If-Match` with one strong ETag. Undefined
 * for neither, for both, and for any other form of them (weak tags, lists): a save must say exactly what it replaces.
 */
export const preconditionOf = (headers: Headers): StartsFrom | undefined => {
  const noneMatch = headers['if-none-match']?.trim()
  if (noneMatch !== undefined)
    return headers['if-match'] === undefined && noneMatch === '*' ? { kind: 'none-exists' } : undefined
  const tag = strongTag(headers['if-match'])
  return tag === undefined ? undefined : { kind: 'version', version: versionFrom(tag) }
}

/**
 * What a replacement starts from, read where `If-Match` asks for it; undefined for one that replaces whatever is there.
 * Throws `version-mismatch` where it is another, and `version-required` for any other precondition: none is passed over.
 */
export const replacedBy = async <Shown>(
  headers: Headers,
  read: () => Promise<Shown>,
): Promise<Shown | undefined> => {
  if (headers['if-match'] === undefined && headers['if-none-match'] === undefined) return undefined
  const tag = headers['if-none-match'] === undefined ? strongTag(headers['if-match']) : undefined
  if (tag === undefined)
    throw new Problem('version-required', {
      detail: 'Stuur If-Match met één ETag mee, of geen voorwaarde om te vervangen wat er staat.',
    })
  const shown = await read()
  if (etagOfShown(shown) !== `"${tag}"`) throw new Problem('version-mismatch')
  return shown
}

/** Whether `If-None-Match` says that the caller has this (weak comparison, RFC 9110, sections 8.8.3.2 and 13.1.2). */
export const isKnownBy = (headers: Headers, etag: string): boolean => {
  const asked = headers['if-none-match']?.trim() ?? ''
  const tags = [...asked.matchAll(/"[\x21\x23-\x7e\x80-\xff]*"/g)].map(([tag]) => tag)
  return asked === '*' || tags.includes(etag.replace(/^W\//, ''))
}

/** The ETag of a version of a consent. */
export const etagOf = (version: number): string => `"${version}"`

/** The ETag of what is shown, in whatever order its properties stand. */
export const etagOfShown = (shown: unknown): string => `"${sha256Hex(canonicalBytes(shown))}"`

/** A strong ETag, of these very bytes. */
export const etagOfBytes = (bytes: string): string => `"${sha256Hex(bytes)}"`

/** A weak ETag, of what is shown in bytes that may differ. */
export const weakEtagOf = (shown: unknown): string => `W/${etagOfShown(shown)}`

const strongTag = (header: string | undefined): string | undefined =>
  /^"([\x21\x23-\x7e]*)"$/.exec(header?.trim() ?? '')?.[1]

/** As many digits as a log has numbers for, so that no two tags are one number. */
const versionFrom = (tag: string): number | null => (/^[1-9][0-9]{0,7}$/.test(tag) ? Number(tag) : null)
