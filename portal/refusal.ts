import { whyRefused } from './api.ts'
import { button } from './button.ts'
import { mayTryAgain } from './consent/saving.ts'
import { paragraph, remark } from './element.ts'
import type { ErrorSummary } from './faults.ts'
import type { ProblemDetails } from './shapes.ts'
import type { Visit } from './visit.ts'

const again = 'U kunt het gerust nog eens proberen: er wordt niets dubbel opgeslagen.'

/** Says why something was not done, and the way on. `kept` is what became of what was filled in. */
export const showRefusal = (
  summary: ErrorSummary,
  problem: ProblemDetails,
  { refresh, signIn }: Visit,
  kept?: string,
): void => {
  const { status, title, detail } = problem
  const isTemporary = mayTryAgain(problem)
  const wayOn =
    status === 401
      ? button('primary', 'Opnieuw aanmelden', signIn)
      : button('primary', 'Nieuwste gegevens bekijken', () => refresh())
  summary.show(
    title,
    paragraph([detail, ...(kept ? [kept] : []), ...(isTemporary ? [again] : [])].join(' ')),
    !isTemporary && wayOn,
  )
}

/** Says why something could not be had. */
export const refusalRemark = (error: unknown): HTMLElement => {
  const { title, detail } = whyRefused(error)
  return remark('error', paragraph(`${title}. ${detail}`))
}
