/** What a save says about the version it starts from (RFC 9110, section 13). */
export type Precondition = { kind: 'none-exists' } | { kind: 'version'; etag: string }

/**
 * `If-None-Match: *` or `If-Match` with one strong ETag. Undefined for none, for both, and for any other form of them
 * (weak tags, lists, `If-Match: *`): a save must say exactly what it replaces.
 */
export const preconditionOf = (headers: Readonly<Record<string, string | undefined>>): Precondition | undefined => {
  const match = headers['if-match']?.trim()
  const noneMatch = headers['if-none-match']?.trim()
  if (noneMatch !== undefined) return match === undefined && noneMatch === '*' ? { kind: 'none-exists' } : undefined
  return match !== undefined && /^"[\x21\x23-\x7e]*"$/.test(match) ? { kind: 'version', etag: match } : undefined
}

export const etagOf = (version: number): string => `"${version}"`
