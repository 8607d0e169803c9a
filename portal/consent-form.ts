import { Refusal } from './api.ts'
import { button, submitButton } from './button.ts'
import { consentQuestions } from './consent-questions.ts'
import { buttonGroup, element } from './element.ts'
import { type ErrorSummary, errorSummary, showFaults } from './faults.ts'
import { requiredNote } from './fields.ts'
import type { ConsentAnswers, ConsentView, Monitoring, ProblemDetails, Report } from './shapes.ts'
import { overtaken } from './visit.ts'

export interface FormOptions {
  monitoring: Monitoring
  reports: readonly Report[]
  save(answers: ConsentAnswers): Promise<void>
  /** What holds now, for who was overtaken by somebody else. */
  newest(): Promise<ConsentView>
  reload(): void
  signIn(): void
  /** Where there is something to go back to. */
  cancel?: () => void
}

/** Giving, or changing, a consent. The API alone judges the answers: what it finds is shown at the fields. */
export const consentForm = (options: FormOptions): HTMLElement => {
  const { monitoring, reports, save, newest, reload, cancel } = options
  const { fields, steps, answers } = consentQuestions(monitoring, reports)
  const summary = errorSummary()
  const submit = oneAtATime(async () => {
    try {
      await save(answers())
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { problem } = error
      if (problem.errors) showFaults(summary, fields, problem.errors)
      else if (problem.status === 412) await showOvertaken(summary, newest, reload)
      else showRefusal(summary, problem, options)
    }
  })
  const form = element(
    'form',
    { novalidate: true, onsubmit: submit, 'aria-labelledby': 'toestemming-kop' },
    requiredNote(),
    ...steps.map(([heading, ...nodes]) =>
      element('div', { class: 'step' }, element('h3', {}, heading), ...nodes),
    ),
    buttonGroup(submitButton('Opslaan'), cancel ? button('secondary', 'Annuleren', cancel) : null),
  )
  return element('div', { class: 'stack' }, summary.node, form)
}

/** A second click while a save is under way does nothing. */
const oneAtATime = (act: () => Promise<void>) => {
  let busy = false
  return async (event: Event): Promise<void> => {
    event.preventDefault()
    if (busy) return
    busy = true
    await act().finally(() => {
      busy = false
    })
  }
}

const reloadButton = (reload: () => void) =>
  element('button', { type: 'button', onclick: reload }, 'Nieuwste gegevens bekijken')

const showOvertaken = async (
  summary: ErrorSummary,
  newest: FormOptions['newest'],
  reload: () => void,
): Promise<void> => {
  const holds = await newest().then(
    ({ statement }) => `Nu geldt: ${statement}`,
    () => '',
  )
  summary.show(
    'Intussen gewijzigd',
    element('p', {}, `${overtaken} Uw antwoorden zijn niet opgeslagen.`),
    element('p', {}, holds),
    reloadButton(reload),
  )
}

const showRefusal = (
  summary: ErrorSummary,
  { status, title, detail }: ProblemDetails,
  { reload, signIn }: FormOptions,
): void => {
  const mayTryAgain = status === 0 || status === 429 || status >= 500
  const again = 'U kunt gerust nog eens opslaan: er wordt niets dubbel vastgelegd.'
  const wayOn = status === 401 ? signInButton(signIn) : reloadButton(reload)
  summary.show(
    title,
    element('p', {}, mayTryAgain ? `${detail} ${again}` : detail),
    ...(mayTryAgain ? [] : [wayOn]),
  )
}

const signInButton = (signIn: () => void) =>
  element('button', { type: 'button', onclick: signIn }, 'Opnieuw aanmelden')
