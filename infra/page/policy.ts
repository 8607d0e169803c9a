/** A page takes nothing from elsewhere, runs nothing that stands in it, and is shown in no frame. */
export const strictPolicy = {
  'default-src': "'none'",
  'script-src': "'self'",
  'style-src': "'self'",
  'img-src': "'self'",
  'connect-src': "'self'",
  'base-uri': "'none'",
  'form-action': "'none'",
  'frame-ancestors': "'none'",
} as const

/** What goes in the header `Content-Security-Policy`. */
export const policyText = (policy: Readonly<Record<string, string>>): string =>
  Object.entries(policy)
    .map(directive => directive.join(' ').trim())
    .join('; ')

/** The policy of the page, which asks its own origin for data, and these: the issuer's, and where files are uploaded to. */
export const pagePolicy = (origins: readonly string[]): string =>
  policyText({
    ...strictPolicy,
    'connect-src': ["'self'", ...origins].join(' '),
    'require-trusted-types-for': "'script'",
  })

/** What goes with a page that nobody keeps and no other page gets hold of. */
export const pageHeaders = (policy: string) => ({
  'Cache-Control': 'no-store',
  'Content-Security-Policy': policy,
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'DENY',
})
