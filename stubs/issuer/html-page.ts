import { pageHeaders, policyText, strictPolicy } from '../../infra/page/policy.ts'
import type { Result } from '../http.ts'

/** A page of the issuer; `policy` says what is not as in its others. */
export const htmlPage = (
  title: string,
  heading: string,
  content: string,
  policy: Readonly<Record<string, string>> = {},
): Result => ({
  statusCode: 200,
  headers: {
    ...pageHeaders(
      policyText({ ...strictPolicy, 'script-src': "'none'", 'connect-src': "'none'", ...policy }),
    ),
    'Content-Type': 'text/html; charset=utf-8',
  },
  body: `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} – proefomgeving van Doorlevering</title>
    <link rel="icon" href="/portal.svg" type="image/svg+xml">
    <link rel="stylesheet" href="chooser.css">
  </head>
  <body>
    <main>
      <h1>${heading}</h1>
      ${content}
    </main>
  </body>
</html>
`,
})
