/** Settings of every HTTP function. */
export const apiSettings = {
  TABLE_NAME: 'required',
  OIDC_ISSUER: 'required',
  OIDC_AUDIENCE: 'required',
  OIDC_JWKS_URI: 'required',
  ORIGIN_SECRETS: 'optional',
} as const
