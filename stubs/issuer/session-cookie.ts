import type { Grants } from './grants.ts'

const NAME = 'doorlevering_issuer'

/** The browser stays signed in at the issuer until it signs out, so that a page that is loaded again need not ask. */
export const sessionCookie = (sessionId: string): { 'Set-Cookie': string } => ({
  'Set-Cookie': `${NAME}=${sessionId}; Path=/_local/issuer; HttpOnly; SameSite=Lax`,
})

export const noSessionCookie = { 'Set-Cookie': `${NAME}=; Path=/_local/issuer; Max-Age=0` }

/** The session a cookie names, where it still is one. */
export const sessionIn = ({ sessions }: Grants, cookie: string | undefined): string | undefined => {
  const named = cookie
    ?.split(/; */)
    .find(pair => pair.startsWith(`${NAME}=`))
    ?.slice(NAME.length + 1)
  return named && sessions.has(named) ? named : undefined
}
