/** What a save says it starts from (RFC 9110, section 13): nothing, or a version; null for a tag that is none of ours. */
export type Precondition = { kind: 'none-exists' } | { kind: 'version'; version: number | null }

/**
 * `If-None-Match: *` or `If-Match` with one strong ETag. Undefined for none, for both, and for any other form of them
 * (weak tags, lists, `If-Match: *`): a save must say exactly what it replaces.
 */
export const preconditionOf = (
  headers: Readonly<Record<string, string | undefined>>,
): Precondition | undefined => {
  const match = headers['if-match']?.trim()
  const noneMatch = headers['if-none-match']?.trim()
  if (noneMatch !== undefined)
    return match === undefined && noneMatch === '*' ? { kind: 'none-exists' } : undefined
  const tag = /^"([\x21\x23-\x7e]*)"$/.exec(match ?? '')?.[1]
  return tag === undefined
    ? undefined
    : { kind: 'version', version: /^[1-9][0-9]*$/.test(tag) ? Number(tag) : null }
}

export const etagOf = (version: number): string => `"${version}"`
