/** The page as the issuer knows it, where operators say nothing else: a public client. */
export const pageClient = { clientId: 'doorlevering-portal', scope: 'openid monitoring' } as const
