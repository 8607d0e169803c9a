/**
 * The path that was asked for, as a URI reference (RFC 3986, section 4.2). The HTTP API decodes a path, and a request
 * line may hold anything: what cannot stand in a path is encoded, and `*` (RFC 9112, section 3.2.4) has none.
 */
export const instanceOf = (path: string): string => {
  const [, ofAbsoluteForm] = /^https?:\/\/[^/?#]*(.*)$/is.exec(path) ?? []
  const asked = ofAbsoluteForm ?? path
  if (!asked.startsWith('/')) return '/'
  // Two slashes at the beginning would be the name of a host.
  return (asked.startsWith('//') ? `/.${asked}` : asked)
    .toWellFormed()
    .replaceAll(/%(?![0-9A-Fa-f]{2})|[^A-Za-z0-9\-._~!$&'()*+,;=:@/%]/gu, encodeURIComponent)
}
