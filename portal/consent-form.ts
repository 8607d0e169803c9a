import { Refusal } from './api.ts'
import { conductFields } from './conduct-fields.ts'
import { dateField } from './date-field.ts'
import { element } from './element.ts'
import { showFaults } from './faults.ts'
import { choose, type Field, tick } from './fields.ts'
import type { ConsentAnswers, ConsentView, LevelView, Monitoring, ProblemDetails } from './shapes.ts'
import { groupInWords, levelInWords, listed } from './wording.ts'

interface FormOptions {
  monitoring: Monitoring
  save(answers: ConsentAnswers): Promise<void>
  /** What holds now, in a sentence, for who was overtaken by somebody else. */
  newest(): Promise<ConsentView>
  reload(): void
  /** Where there is something to go back to. */
  cancel?: () => void
}

/** Giving consent, in the order of the manual: approval, level, date, the questions on the survey, the mail. */
export const consentForm = ({ monitoring, save, newest, reload, cancel }: FormOptions): HTMLElement => {
  const { consent, deliveryWindows } = monitoring
  const approval = tick(
    '/boardApproval',
    'Ja, het bevoegd gezag (bestuur) van de school geeft toestemming om de gegevens uit de Monitoring Sociale Veiligheid te leveren aan de Inspectie van het Onderwijs.',
  )
  const level = levelField(monitoring.levels, consent)
  const date = dateField(deliveryWindows, consent)
  const conduct = conductFields(consent)
  const notification = tick(
    '/boardNotification',
    'Ik ga ermee akkoord dat de gebruikersbeheerder van het bevoegd gezag per e-mail bericht krijgt: wie heeft opgeslagen, welk niveau en welke datum.',
  )
  const fields: readonly Field<unknown>[] = [approval, level, date, ...conduct.fields, notification]
  const answers = (): ConsentAnswers => ({
    boardApproval: approval.value(),
    boardNotification: notification.value(),
    level: level.value(),
    deliveryDate: date.value(),
    conduct: conduct.value(),
  })

  const summary = element('div', { class: 'remark warning', role: 'alert', tabindex: -1, hidden: true })
  const submit = onlyOneAtATime(async () => {
    try {
      await save(answers())
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      const { problem } = error
      if (problem.errors) showFaults(summary, fields, problem.errors)
      else await showRefusal(summary, problem, newest, reload)
    }
  })
  return element(
    'form',
    { novalidate: true, onsubmit: submit, 'aria-label': 'Toestemming' },
    summary,
    step('1. Akkoord van het bestuur', approval.node),
    step('2. Doorleverniveau', level.node),
    step('3. Doorleverdatum', date.node),
    step('4. Afname', ...conduct.nodes),
    step('5. Bericht aan het bestuur', notification.node),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'submit', class: 'primary' }, 'Opslaan'),
      cancel ? element('button', { type: 'button', onclick: cancel }, 'Annuleren') : null,
    ),
  )
}

const step = (heading: string, ...fields: readonly HTMLElement[]) =>
  element('div', { class: 'step' }, element('h3', {}, heading), ...fields)

/** A second click while a save is under way does nothing. */
const onlyOneAtATime = (act: () => Promise<void>) => {
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

const levelField = (levels: readonly LevelView[], consent: ConsentView | null): Field<string | undefined> => {
  const allowed = levels.filter(level => level.allowed)
  const single = allowed.length === 1 ? allowed[0]?.level : undefined
  return choose({
    pointer: '/level',
    question: 'Op welk niveau wilt u de gegevens leveren?',
    hint: single
      ? 'Deze vragenlijst wordt altijd op dit niveau geleverd.'
      : 'Kies het niveau waarop u de gegevens zelf ook bekijkt.',
    choices: allowed.map(({ level, withheld }) => ({
      value: level,
      label: levelInWords[level],
      hint: `${meaning[level]}${without(withheld)}`,
    })),
    chosen: single ?? consent?.level,
  })
}

const meaning = {
  school: 'De inspectie krijgt de gemiddelden van de hele school.',
  'education-type': 'De inspectie krijgt de gemiddelden van elke onderwijssoort.',
} as const

const without = (withheld: LevelView['withheld']): string =>
  withheld.length === 0
    ? ''
    : ` Niet van: ${listed(withheld.map(groupInWords))} (minder dan vijf respondenten).`

const showRefusal = async (
  summary: HTMLElement,
  { status, title, detail }: ProblemDetails,
  newest: FormOptions['newest'],
  reload: () => void,
): Promise<void> => {
  const isOvertaken = status === 412
  const statement = isOvertaken
    ? await newest().then(
        ({ statement }) => statement,
        () => null,
      )
    : null
  const mayTryAgain = status === 0 || status === 429 || status >= 500
  summary.replaceChildren(
    element('h3', {}, isOvertaken ? 'Intussen gewijzigd' : title),
    element(
      'p',
      {},
      isOvertaken
        ? 'Iemand anders heeft de toestemming intussen gewijzigd, of er zijn nieuwe resultaten. Uw antwoorden zijn niet opgeslagen.'
        : `${detail}${mayTryAgain ? ' U kunt gerust opnieuw opslaan: er wordt niets dubbel vastgelegd.' : ''}`,
    ),
    ...(statement === null ? [] : [element('p', {}, `Nu geldt: ${statement}`)]),
    ...(mayTryAgain
      ? []
      : [element('button', { type: 'button', onclick: reload }, 'Nieuwste gegevens bekijken')]),
  )
  summary.hidden = false
  summary.focus()
}
