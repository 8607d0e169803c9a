type Headers = Readonly<Record<string, string | undefined>>

/** What a save says it starts from (RFC 9110, section 13): nothing, or a version; null for a tag that is none of ours. */
export type Precondition = { kind: 'none-exists' } | { kind: 'version'; version: number | null }

/**
 * `If-None-Match: *` or `If-Match` with one strong ETag. Undefined for none, for both, and for any other form of them
 * (weak tags, lists, `If-Match: *`): a save must say exactly what it replaces.
 */
export const preconditionOf = (headers: Headers): Precondition | undefined => {
  const noneMatch = headers['if-none-match']?.trim()
  if (noneMatch !== undefined)
    return headers['if-match'] === undefined && noneMatch === '*' ? { kind: 'none-exists' } : undefined
  const tag = strongTag(headers['if-match'])
  return tag === undefined ? undefined : { kind: 'version', version: versionFrom(tag) }
}

/** The ETag of a version of a consent. */
export const etagOf = (version: number): string => `"${version}"`

const strongTag = (header: string | undefined): string | undefined =>
  /^"([\x21\x23-\x7e]*)"$/.exec(header?.trim() ?? '')?.[1]

/** As many digits as a log has numbers for, so that no two tags are one number. */
const versionFrom = (tag: string): number | null => (/^[1-9][0-9]{0,7}$/.test(tag) ? Number(tag) : null)
