import { addressOf } from '../../address.ts'
import { button, linkButton, submitButton } from '../../button.ts'
import type { Kept } from '../../consent/drafts.ts'
import { backLink, buttonGroup, element, paragraph, remark, stack } from '../../element.ts'
import { clearFaults, errorSummary, showFaults } from '../../faults.ts'
import { requiredNote } from '../../fields.ts'
import { endedInOtherTab, takeUp } from '../../other-tab.ts'
import { stepList } from '../../progress.ts'
import type { Visit } from '../../visit.ts'
import { schoolsInWords } from '../../wording.ts'
import { answersFor, included, type JointAnswers, noJointAnswers } from './answers.ts'
import type { Candidates } from './candidates.ts'
import { checkScreen } from './check-screen.ts'
import { conductOfSchool, conductScreen } from './conduct-screens.ts'
import { Saving } from './saving-screen.ts'
import { schoolChoice } from './school-choice.ts'
import type { Screen } from './screen.ts'
import { termsScreen } from './terms-screen.ts'

const steps = ['Scholen', 'Akkoord, niveau en datum', 'Afname', 'Controle', 'Opslaan'] as const

/** The parts of the way by their names in the address; the conduct of one school has its code. */
const CHOICE = 'scholen'
const TERMS = 'niveau'
const CONDUCT = 'afname'
const CHECK = 'controle'
const SAVING = 'opslaan'

/** Which of the steps a part belongs to; the conduct of one school to that of all. */
const stepOf: Readonly<Record<string, number>> = { [CHOICE]: 0, [TERMS]: 1, [CHECK]: 3, [SAVING]: 4 }
const CONDUCT_STEP = 2

/** What was answered and not saved, and the part at which it was left. */
interface JointDraft {
  answers: JointAnswers
  part: string
}

/** The way to consents for several schools, one part at a time. Nothing is asked of the service before the last. */
export class ConsentsWizard {
  readonly node = stack()
  readonly #visit: Visit
  readonly #board: { boardId: string; schoolYear: string }
  readonly #candidates: Candidates
  readonly #draft: Kept<JointDraft>
  /** What was taken up again, until its person goes on. */
  #begun: JointDraft | undefined
  #answers: JointAnswers
  #part = CHOICE
  #screen: Screen
  #saving: Saving | undefined

  constructor(visit: Visit, board: { boardId: string; schoolYear: string }, candidates: Candidates) {
    this.#visit = visit
    this.#board = board
    this.#candidates = candidates
    this.#draft = visit.drafts.form(`besturen/${board.boardId}/${board.schoolYear}/toestemmingen`)
    this.#begun = this.#draft.read()
    this.#answers = this.#begun?.answers ?? noJointAnswers
    this.#screen = this.#screenAt(CHOICE)
    this.node.addEventListener('input', () => this.#keep())
    this.#draft.hear(this.node, draft => {
      if (this.isSaving) return
      if (draft) this.#takeUp(draft.answers)
      else void visit.refresh(endedInOtherTab, false)
    })
  }

  /** Shows a part, with what is filled in so far; the first where nothing is, that of the draft where none is asked for. The title. */
  show(part = this.#begun?.part ?? CHOICE): string {
    this.#answers = this.#screen.kept(this.#answers)
    this.#part = this.#isAnyChosen() && this.#parts().includes(part) ? part : CHOICE
    this.#screen = this.#screenAt(this.#part)
    this.#keep()
    this.#put(this.#screen.heading, this.#form())
    this.#begun = undefined
    return `${this.#screen.heading}: ${SUBJECT.toLowerCase()}`
  }

  /** What the same person fills in in another tab. */
  #takeUp(answers: JointAnswers): void {
    this.#answers = answers
    this.#screen = this.#screenAt(this.#part)
    takeUp(this.node, () => this.#put(this.#screen.heading, this.#form()))
  }

  focus(): void {
    this.node.querySelector('h1')?.focus()
  }

  /** The address of what is shown. */
  address(part = this.#part): string {
    return addressOf({ kind: 'consents', ...this.#board, part })
  }

  /** From then on nothing can be changed here. */
  get isSaving(): boolean {
    return this.#saving !== undefined
  }

  /** Whether something is not saved by who leaves. */
  get isBusy(): boolean {
    return this.#saving?.isBusy ?? false
  }

  #isAnyChosen(): boolean {
    return Object.keys(this.#answers.chosen).length > 0
  }

  #keep(): void {
    this.#answers = this.#screen.kept(this.#answers)
    if (this.#isAnyChosen()) this.#draft.keep({ answers: this.#answers, part: this.#part })
    else this.#draft.drop()
  }

  #put(heading: string, content: HTMLElement): void {
    this.node.replaceChildren(
      backLink('Uw scholen', addressOf({ kind: 'board', ...this.#board })),
      stepList(steps, stepOf[this.#part] ?? CONDUCT_STEP),
      element('h1', { tabindex: -1 }, heading),
      element('p', { class: 'subtitle' }, `${SUBJECT} · ${this.#board.schoolYear}`),
      ...(this.#begun ? [this.#begunRemark(this.#begun)] : []),
      content,
    )
  }

  #begunRemark({ answers }: JointDraft): HTMLElement {
    const gone = this.#candidates.closed.filter(({ schoolId }) => schoolId in answers.chosen)
    return remark(
      'note',
      paragraph('U was hier al begonnen. Uw antwoorden zijn nog niet opgeslagen.'),
      ...gone.map(({ schoolName, why }) => paragraph(`${schoolName} kan niet meer meedoen: ${why}.`)),
      button('secondary', 'Mijn antwoorden wissen', () => {
        this.#draft.drop()
        history.replaceState(null, '', this.address(CHOICE))
        return this.#visit.refresh()
      }),
    )
  }

  /** The schools that take part. */
  #taking() {
    return included(this.#candidates.open, this.#answers)
  }

  #parts(): readonly string[] {
    const perSchool = this.#answers.isPerSchool ? this.#taking().map(({ schoolId }) => schoolId) : []
    return [CHOICE, TERMS, CONDUCT, ...perSchool, CHECK]
  }

  #screenAt(part: string): Screen {
    const { open } = this.#candidates
    const { chosen } = this.#answers
    const school = open.find(({ schoolId }) => schoolId === part)
    if (school) return conductOfSchool(school, this.#answers)
    switch (part) {
      case TERMS:
        return termsScreen(
          this.#visit,
          open.filter(({ schoolId }) => schoolId in chosen),
          this.#answers,
        )
      case CONDUCT:
        return conductScreen(this.#answers)
      case CHECK:
        return checkScreen(this.#visit, open, this.#answers)
      default:
        return schoolChoice(this.#visit, this.#candidates, this.#answers)
    }
  }

  #form(): HTMLElement {
    const { nodes, fields, faults } = this.#screen
    const summary = errorSummary()
    const onsubmit = (event: Event): void => {
      event.preventDefault()
      const found = faults()
      if (found.length > 0) showFaults(summary, fields, found)
      else this.#goOn()
    }
    const oninput = (): void => {
      if (faults().length === 0) clearFaults(summary, fields)
    }
    const isLast = this.#part === CHECK
    const label = isLast
      ? `Toestemming opslaan voor ${schoolsInWords(this.#taking().length)}`
      : 'Volgende stap'
    const before = this.#parts()[this.#parts().indexOf(this.#part) - 1]
    const form = element(
      'form',
      { novalidate: true, onsubmit, oninput },
      fields.length > 1 && this.#part !== CHOICE && requiredNote(),
      ...nodes,
      buttonGroup(
        (fields.length > 0 || isLast) && submitButton(label),
        before !== undefined && linkButton('secondary', 'Vorige stap', this.address(before)),
      ),
    )
    return stack(summary.node, form)
  }

  #goOn(): void {
    this.#answers = this.#screen.kept(this.#answers)
    const parts = this.#parts()
    const next =
      this.#part === CHECK
        ? // Who came here by its address may have passed over something.
          parts.find(part => this.#screenAt(part).faults().length > 0)
        : parts[parts.indexOf(this.#part) + 1]
    if (next === undefined) this.#save()
    else location.hash = this.address(next)
  }

  #save(): void {
    if (this.#saving) return
    const { chosen } = this.#answers
    const consents = this.#taking().map(school => ({
      school,
      answers: answersFor(school, this.#answers),
      startsFrom: chosen[school.schoolId] ?? null,
    }))
    this.#part = SAVING
    history.pushState(null, '', this.address())
    this.#saving = new Saving(this.#visit, consents)
    this.#put('Opslaan', this.#saving.node)
    this.focus()
    void this.#saving.run()
    // Each is the draft of its school from here on.
    this.#draft.drop()
  }
}

const SUBJECT = 'Toestemming voor meerdere scholen'
