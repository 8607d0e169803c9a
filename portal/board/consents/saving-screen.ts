import { addressOf } from '../../address.ts'
import { button, linkButton } from '../../button.ts'
import { mayHaveArrived, mayTryAgain, saveDraft } from '../../consent/saving.ts'
import { buttonGroup, element, link, panel, paragraph, remark, stack } from '../../element.ts'
import { progressBar } from '../../progress.ts'
import type { ConsentAnswers, Monitoring, ProblemDetails } from '../../shapes.ts'
import { table } from '../../table.ts'
import type { Visit } from '../../visit.ts'
import { schoolsInWords } from '../../wording.ts'

/** One school's consent, on its way to be saved. */
interface Save {
  school: Monitoring
  answers: ConsentAnswers
  startsFrom: number | null
  /** Says how it went. */
  told: HTMLElement
  isSaved: boolean
  problem?: ProblemDetails
}

/**
 * Saves one consent after another, each on its own and from the version that was chosen: repeated as it was, a save whose
 * answer was lost is no second one. What fails is kept as the draft of its school, and can be repeated here.
 */
export class Saving {
  readonly node: HTMLElement
  readonly #visit: Visit
  readonly #saves: readonly Save[]
  readonly #progress = progressBar('Toestemmingen opslaan')
  readonly #outcome = element('div', { class: 'stack', tabindex: -1 })
  #isBusy = false

  constructor(visit: Visit, consents: readonly Pick<Save, 'school' | 'answers' | 'startsFrom'>[]) {
    this.#visit = visit
    this.#saves = consents.map(one => ({ ...one, told: element('div', {}, 'Wacht'), isSaved: false }))
    this.node = stack(this.#outcome, this.#progress.node, panel(tableOf(this.#saves)))
  }

  get isBusy(): boolean {
    return this.#isBusy
  }

  /** Saves what is not saved yet, as long as this is shown. */
  async run(): Promise<void> {
    if (this.#isBusy) return
    this.#isBusy = true
    this.#outcome.replaceChildren(paragraph('Laat deze pagina open totdat alles is opgeslagen.'))
    const open = this.#saves.filter(isOpen)
    for (const one of open) this.#visit.drafts.consent(one.school).keep(draftOf(this.#visit, one))
    for (const one of open) {
      this.#tellProgress()
      if (!this.node.isConnected) break
      await saveOne(this.#visit, one)
    }
    this.#isBusy = false
    this.#tellProgress()
    this.#outcome.replaceChildren(...outcomeOf(this.#visit, this.#saves, () => this.run()))
    this.#outcome.focus()
  }

  #tellProgress(): void {
    const saved = this.#saves.filter(({ isSaved }) => isSaved).length
    const all = this.#saves.length
    this.#progress.tell(saved, all, `${saved} van ${all} toestemmingen opgeslagen`)
  }
}

const tableOf = (saves: readonly Save[]): HTMLElement =>
  table({
    caption: 'Toestemming per school',
    columns: [{ label: 'School' }, { label: 'Opgeslagen?' }],
    rows: saves.map(({ school, told }) => [school.schoolName, told]),
  })

/** Whether it is still to be sent, or to be sent again. */
const isOpen = ({ isSaved, problem }: Save): boolean => !isSaved && (!problem || mayTryAgain(problem))

/** What is sent, from the version that was read; and what was sent before without an answer. */
const draftOf = ({ drafts }: Visit, { school, answers, startsFrom }: Save) => {
  const { unanswered = [] } = drafts.consent(school).read() ?? {}
  return { startsFrom, answers, step: 6, unanswered } as const
}

const saveOne = async (visit: Visit, save: Save): Promise<void> => {
  const { schoolId, schoolYear } = save.school
  save.told.replaceChildren('Bezig…')
  const problem = await saveDraft(visit, save.school, draftOf(visit, save))
  save.isSaved = problem === undefined
  if (!problem) return save.told.replaceChildren('Opgeslagen')
  save.problem = problem
  save.told.replaceChildren(
    element('strong', {}, mayHaveArrived(problem) ? 'Nog niet zeker. ' : 'Niet opgeslagen. '),
    `${reasonIn(save.school, problem)} `,
    link(addressOf({ kind: 'school', schoolId, schoolYear, step: 6 }), 'Naar de school'),
  )
}

const reasonIn = ({ schoolName }: Monitoring, { status, title, detail }: ProblemDetails): string =>
  status === 412
    ? `${schoolName}: intussen heeft iemand anders toestemming gegeven, gewijzigd of ingetrokken.`
    : `${title}. ${detail}`

const outcomeOf = (
  visit: Visit,
  saves: readonly Save[],
  saveAgain: () => Promise<void>,
): readonly HTMLElement[] => {
  const failed = saves.filter(({ isSaved }) => !isSaved)
  const [first] = saves
  if (!first) return []
  const { boardId, schoolYear } = first.school
  const back = linkButton(
    'secondary',
    'Naar het overzicht',
    addressOf({ kind: 'board', boardId, schoolYear }),
  )
  if (failed.length === 0)
    return [
      remark(
        'good',
        element('h2', {}, `De toestemming is opgeslagen voor ${schoolsInWords(saves.length)}`),
        paragraph('De gebruikersbeheerders van het bestuur krijgen van elke school bericht per e-mail.'),
      ),
      buttonGroup(back),
    ]
  const again = failed.filter(isOpen)
  const isSignedOut = failed.some(({ problem }) => problem?.status === 401)
  return [
    remark(
      'error',
      element('h2', {}, `Voor ${schoolsInWords(failed.length)} is de toestemming niet opgeslagen`),
      paragraph(
        'Uw antwoorden zijn bewaard, ook op de pagina van de school. ',
        again.length > 0
          ? 'Probeer het gerust nog eens: er wordt niets dubbel opgeslagen.'
          : 'Ga naar de school om te zien wat u kunt doen.',
      ),
    ),
    buttonGroup(
      isSignedOut
        ? button('primary', 'Opnieuw aanmelden', visit.signIn)
        : again.length > 0 &&
            button(
              'primary',
              `Opnieuw opslaan voor ${schoolsInWords(again.length)}`,
              saveAgain,
              'Bezig met opslaan…',
            ),
      back,
    ),
  ]
}
