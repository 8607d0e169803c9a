import { addressOf } from './address.ts'
import { Refusal } from './api.ts'
import { button, linkButton } from './button.ts'
import { buttonGroup, element, paragraph } from './element.ts'
import type { ProblemDetails } from './shapes.ts'
import type { Page } from './visit.ts'

interface WaysOn {
  tryAgain(): void
  signIn(): void
}

/** Told instead of a screen that cannot be shown. */
export const problemPage = (error: unknown, { tryAgain, signIn }: WaysOn): Page => {
  const { code, title, detail } = problemIn(error)
  switch (code) {
    case 'not-found':
      return notice('Niet gevonden', 'Deze pagina bestaat niet, of u mag die niet bekijken.', homeward())
    case 'session-ended':
    case 'sign-in-failed':
      return notice(title, detail, button('primary', 'Opnieuw aanmelden', signIn))
    case 'forbidden':
      return notice(title, detail, homeward())
    default:
      return notice(title, detail, button('primary', 'Opnieuw proberen', tryAgain), homeward())
  }
}

/** Told where the address leads nowhere. */
export const nowherePage = (): Page =>
  notice('Pagina niet gevonden', 'Controleer of het adres goed is overgenomen.', homeward())

const notice = (title: string, detail: string, ...ways: readonly HTMLElement[]): Page => ({
  title,
  content: [element('h1', { tabindex: -1 }, title), paragraph(detail), buttonGroup(...ways)],
})

const homeward = (): HTMLElement => linkButton('secondary', 'Naar het begin', addressOf({ kind: 'home' }))

const problemIn = (error: unknown): Pick<ProblemDetails, 'code' | 'title' | 'detail'> => {
  if (error instanceof Refusal) return error.problem
  // A fault of this page: told to who develops it, as any that is not caught.
  reportError(error)
  return { code: 'unknown', title: 'Er ging iets mis', detail: 'Laad de pagina opnieuw.' }
}
