import type { Result } from '../http.ts'
import { htmlPage } from './html-page.ts'
import { groups, type Person } from './people.ts'

/** A page on which a person chooses who to be: the same request again, with a `login_hint`. */
export const chooser = (parameters: URLSearchParams): Result =>
  htmlPage(
    'Aanmelden',
    'Wie wilt u zijn?',
    `<p>
        Dit aanmeldscherm hoort bij een proefomgeving. De mensen en de scholen zijn verzonnen. U heeft geen wachtwoord nodig.
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
