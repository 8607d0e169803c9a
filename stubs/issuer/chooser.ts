import { pageHeaders, policyText, strictPolicy } from '../../infra/page/policy.ts'
import type { Result } from './answers.ts'
import { groups, type Person } from './people.ts'

const headers = {
  ...pageHeaders(policyText({ ...strictPolicy, 'script-src': "'none'", 'connect-src': "'none'" })),
  'Content-Type': 'text/html; charset=utf-8',
}

/** A page on which a person chooses who to be: the same request again, with a `login_hint`. */
export const chooser = (parameters: URLSearchParams): Result =>
  htmlPage(
    'Aanmelden',
    'Wie wilt u zijn?',
    `<p>
        Dit aanmeldscherm hoort bij de lokale omgeving. De mensen en de scholen zijn verzonnen. U heeft geen wachtwoord nodig.
      </p>
      ${groups
        .map(
          ({ heading, people }) => `<h2>${heading}</h2>
      <ul>
        ${people.map(person => personLink(person, parameters)).join('\n        ')}
      </ul>`,
        )
        .join('\n      ')}`,
  )

export const signedOut = (): Result =>
  htmlPage('Afgemeld', 'U bent afgemeld', '<p>U kunt dit venster sluiten.</p>')

const personLink = ({ id, name, told }: Person, parameters: URLSearchParams): string => {
  const choice = new URLSearchParams(parameters)
  choice.delete('prompt')
  choice.set('login_hint', id)
  // Encoded as a query, so that no sign of it means something in HTML but the ampersand.
  const href = `authorize?${String(choice).replaceAll('&', '&amp;')}`
  return `<li><a href="${href}"><strong>${name}</strong> <span>${told}</span></a></li>`
}

const htmlPage = (title: string, heading: string, content: string): Result => ({
  statusCode: 200,
  headers,
  body: `<!doctype html>
<html lang="nl">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <title>${title} – lokale omgeving van Doorlevering</title>
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
