/** `session`: the browser is signed in until it signs out, so that a page that is loaded again need not ask. */
export type CookieName = 'doorlevering_issuer' | 'doorlevering_access'

/** A cookie of the issuer at that address; one without a value is taken away. */
export const setCookie = (issuer: string, name: CookieName, value?: string): { 'Set-Cookie': string } => {
  const { pathname, protocol } = new URL(issuer)
  const attributes = [
    `${name}=${value ?? ''}`,
    `Path=${pathname}`,
    ...(value === undefined ? ['Max-Age=0'] : ['HttpOnly', 'SameSite=Lax']),
    ...(protocol === 'https:' ? ['Secure'] : []),
  ]
  return { 'Set-Cookie': attributes.join('; ') }
}

/** What the header `Cookie` says of it. */
export const cookieIn = (header: string | undefined, name: CookieName): string | undefined =>
  header
    ?.split(/; */)
    .find(pair => pair.startsWith(`${name}=`))
    ?.slice(name.length + 1)
