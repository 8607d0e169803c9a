import { Refusal } from './api.ts'
import { button } from './button.ts'
import { buttonGroup, element } from './element.ts'
import type { ProblemDetails } from './shapes.ts'
import type { Page } from './visit.ts'

interface WaysOn {
  tryAgain(): void
  signIn(): void
}

/** Told instead of a screen that cannot be shown. */
export const problemPage = (error: unknown, { tryAgain, signIn }: WaysOn): Page => {
  const { code, title, detail } = problemIn(error)
  const hint = code === 'not-found' ? 'Deze pagina bestaat niet, of u mag haar niet bekijken.' : detail
  const isSignedOut = code === 'session-ended' || code === 'sign-in-failed'
  const [label, onclick] = isSignedOut ? ['Opnieuw aanmelden', signIn] : ['Opnieuw proberen', tryAgain]
  return {
    title,
    content: [
      element('h1', { tabindex: -1 }, title),
      element('p', {}, hint),
      buttonGroup(button('primary', label, onclick)),
    ],
  }
}

const problemIn = (error: unknown): Pick<ProblemDetails, 'code' | 'title' | 'detail'> => {
  if (error instanceof Refusal) return error.problem
  // A fault of this page: told to who develops it, as any that is not caught.
  reportError(error)
  return { code: 'unknown', title: 'Er ging iets mis', detail: 'Laad de pagina opnieuw.' }
}
