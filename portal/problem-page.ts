import { Refusal } from './api.ts'
import { element } from './element.ts'
import type { ProblemDetails } from './shapes.ts'
import type { Page } from './visit.ts'

/** Told instead of a screen that cannot be shown. */
export const problemPage = (error: unknown, tryAgain: () => void): Page => {
  const { code, title, detail } = problemIn(error)
  const hint = code === 'not-found' ? 'Deze pagina bestaat niet, of u mag haar niet bekijken.' : detail
  return {
    title,
    content: [
      element('h1', { tabindex: -1 }, title),
      element('p', {}, hint),
      element(
        'p',
        {},
        element('button', { type: 'button', class: 'primary', onclick: tryAgain }, 'Opnieuw proberen'),
      ),
    ],
  }
}

const problemIn = (error: unknown): Pick<ProblemDetails, 'code' | 'title' | 'detail'> => {
  if (error instanceof Refusal) return error.problem
  // A fault of this page: told to who develops it, as any that is not caught.
  reportError(error)
  return { code: 'unknown', title: 'Er ging iets mis', detail: 'Laad de pagina opnieuw.' }
}
