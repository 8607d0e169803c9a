import { addressOf, type StepNumber, stepNumbers } from '../address.ts'
import { linkButton, submitButton, whileBusy } from '../button.ts'
import { backLink, buttonGroup, type Child, element, stack } from '../element.ts'
import { clearFaults, errorSummary, showFaults } from '../faults.ts'
import { faultsIn } from '../faults-found.ts'
import { type Field, requiredNote } from '../fields.ts'
import { endedInOtherTab, takeUp } from '../other-tab.ts'
import { stepList } from '../progress.ts'
import { showRefusal } from '../refusal.ts'
import type { ConsentAnswers, ConsentView, EventView, Fault } from '../shapes.ts'
import type { Notice, Visit } from '../visit.ts'
import { answersOf, noAnswers } from './answers.ts'
import { conflictRemark } from './conflict.ts'
import { anew, type Begun } from './draft-settled.ts'
import type { Draft } from './drafts.ts'
import { levelsOffered } from './level-field.ts'
import type { Loaded } from './loaded.ts'
import { otherKept, saved, statedAnew } from './notices.ts'
import { type ConsentQuestions, consentQuestions } from './questions.ts'
import { saveDraft } from './saving.ts'
import { eventsSince } from './since-draft.ts'
import { lastCheck, toRead } from './step-content.ts'
import { stepNames } from './step-explanations.ts'
import { type TabDraft, tabDraft } from './tab-draft.ts'

export const LAST: StepNumber = 6
const KEPT = 'Uw antwoorden blijven in deze browser bewaard.'
/** From then on nothing of the school year can be saved. */
const tooLate = ['consent-locked', 'already-delivered']

/** The six steps of the manual, one at a time. On the way from one to another nothing is asked of the service. */
export class ConsentSteps {
  readonly node = stack()
  readonly #visit: Visit
  readonly #loaded: Loaded
  readonly #kept: TabDraft
  #questions: ConsentQuestions
  readonly #summary = errorSummary()
  readonly #save = submitButton('Toestemming opslaan')
  #step: StepNumber = 1
  /** Whether the last check was seen: what is changed from there leads back to it. */
  #isChecked = false
  /** The version that a save is held against. */
  #startsFrom: number | null
  #overtakenBy: EventView | undefined
  /** What takes the focus at the next step, in the place of its heading. */
  #next: Field<unknown> | undefined

  constructor(visit: Visit, loaded: Loaded, begun: Begun | undefined) {
    const { consent } = loaded.monitoring
    this.#visit = visit
    this.#loaded = loaded
    this.#startsFrom = begun ? begun.draft.startsFrom : (consent?.version ?? null)
    this.#overtakenBy = begun?.overtakenBy
    this.#questions = this.#ask(begun?.draft.answers ?? (consent ? answersOf(consent) : noAnswers))
    this.#kept = tabDraft(visit.drafts.consent(loaded.monitoring), this.#questions.answers())
    this.#kept.hear(this.node, draft => (draft ? this.#takeUp(draft) : this.#leave(endedInOtherTab)))
  }

  show(step: StepNumber): void {
    this.#step = step
    this.#isChecked ||= step === LAST
    if (this.#kept.read()) this.#kept.keep(this.#draft())
    this.#render()
  }

  #ask(answers: ConsentAnswers): ConsentQuestions {
    const { monitoring, reports } = this.#loaded
    const { consent, status, levels, deliveryWindows } = monitoring
    return consentQuestions({
      levels: levelsOffered(levels, reports),
      windows: deliveryWindows,
      earliest: this.#visit.api.tomorrow(),
      keptDate: status === 'consent-given' ? consent?.deliveryDate : undefined,
      answers,
    })
  }

  /** What the same person fills in in another tab. */
  #takeUp({ startsFrom, answers }: Draft): void {
    this.#startsFrom = startsFrom
    this.#questions = this.#ask(answers)
    this.#kept.startFrom(this.#questions.answers())
    takeUp(this.node, () => this.#render())
  }

  #render(): void {
    const step = this.#step
    this.#summary.hide()
    const { schoolName, schoolYear } = this.#loaded.monitoring
    const told = element('span', { class: 'unseen' }, `Stap ${step} van ${LAST}: `)
    this.node.replaceChildren(
      backLink('Naar het overzicht van de school', this.#address()),
      stepList(Object.values(stepNames), step - 1, this.#openSteps()),
      element('h1', { tabindex: -1 }, told, stepNames[step]),
      element('p', { class: 'subtitle' }, `${schoolName} · ${schoolYear}`),
      this.#summary.node,
      element(
        'form',
        {
          novalidate: true,
          class: 'stack',
          oninput: () => this.#typed(),
          onsubmit: event => this.#submitted(event),
        },
        ...this.#content(step),
      ),
    )
  }

  #typed(): void {
    this.#kept.keep(this.#draft())
    const fields = this.#questions.steps[this.#step]?.fields ?? []
    if (faultsIn(fields).length === 0) clearFaults(this.#summary, fields)
  }

  /** The places of the steps with a question that is not answered. */
  #openSteps(): readonly number[] {
    const faults = (step: StepNumber) => faultsIn(this.#questions.steps[step]?.fields ?? [])
    return stepNumbers.filter(step => faults(step).length > 0).map(step => step - 1)
  }

  focus(): void {
    if (this.#next) this.#next.focus()
    else this.node.querySelector('h1')?.focus()
    this.#next = undefined
  }

  #content(step: StepNumber): readonly Child[] {
    const answers = this.#questions.answers()
    const { consent } = this.#loaded.monitoring
    const overtakenBy = this.#overtakenBy
    const { nodes = [], fields = [] } = this.#questions.steps[step] ?? {}
    const isConflict = step === LAST && consent && overtakenBy
    return [
      ...(isConflict ? [this.#conflict(consent, overtakenBy)] : toRead(this.#visit, this.#loaded, step)),
      fields.length > 1 && requiredNote(),
      ...nodes,
      ...(step === LAST ? lastCheck(this.#visit, this.#loaded, answers, one => this.#address(one)) : []),
      this.#buttons(step),
    ]
  }

  #buttons(step: StepNumber): HTMLElement {
    const before = stepNumbers.find(one => one === step - 1)
    return buttonGroup(
      step < LAST && submitButton('Volgende stap'),
      step === LAST && !this.#overtakenBy && this.#save,
      before !== undefined && linkButton('secondary', 'Vorige stap', this.#address(before)),
    )
  }

  #conflict(consent: ConsentView, overtakenBy: EventView): HTMLElement {
    return conflictRemark({
      consent,
      overtakenBy,
      answers: this.#questions.answers(),
      name: this.#visit.person.name,
      saveMine: () => {
        const since = eventsSince(this.#draft(), this.#loaded.events)
        if (since.some(({ type }) => type === 'withdrawn')) return this.#stateAnew(consent)
        this.#startsFrom = consent.version
        this.#overtakenBy = undefined
        return this.#saved()
      },
      keepOther: () => {
        this.#kept.drop()
        return this.#leave(otherKept)
      },
    })
  }

  /** What was stated before a withdrawal does not count after it. */
  #stateAnew(consent: ConsentView): Promise<void> {
    this.#visit.drafts.consent(consent).keep({ ...anew(this.#draft(), consent), step: 1 })
    history.replaceState(null, '', this.#address(1))
    return this.#visit.refresh(statedAnew)
  }

  #submitted(event: Event): void {
    event.preventDefault()
    if (this.#step === LAST) void whileBusy(this.#save, 'Bezig met opslaan…', () => this.#saved())
    else this.#goOn()
  }

  #goOn(): void {
    const fields = this.#questions.steps[this.#step]?.fields ?? []
    const faults = faultsIn(fields)
    const isComplete = faultsIn(this.#questions.fields).length === 0
    const next = this.#isChecked && isComplete ? LAST : stepNumbers.find(step => step === this.#step + 1)
    if (faults.length > 0) showFaults(this.#summary, fields, faults)
    else if (next) location.hash = this.#address(next)
  }

  async #saved(): Promise<void> {
    this.#summary.hide()
    const open = faultsIn(this.#questions.fields)
    if (open.length > 0) return this.#showFaults(open)
    const problem = await saveDraft(this.#visit, this.#loaded.monitoring, this.#draft())
    if (!problem) await this.#leave(saved)
    // Seen anew, it says what happened meanwhile.
    else if (problem.status === 412 || tooLate.includes(problem.code)) await this.#visit.refresh()
    else if (problem.errors) this.#showFaults(problem.errors)
    else showRefusal(this.#summary, problem, this.#visit, KEPT)
  }

  #showFaults(faults: readonly Fault[]): void {
    showFaults(this.#summary, this.#questions.fields, faults, undefined, field => this.#reach(field))
  }

  #reach(field: Field<unknown>): void {
    const step = stepNumbers.find(one => this.#questions.steps[one]?.fields.includes(field))
    this.#next = field
    if (step) location.hash = this.#address(step)
  }

  #draft(): Draft {
    return {
      startsFrom: this.#startsFrom,
      answers: this.#questions.answers(),
      step: this.#step,
      unanswered: this.#kept.read()?.unanswered ?? [],
    }
  }

  #address(step?: StepNumber): string {
    const { schoolId, schoolYear } = this.#loaded.monitoring
    return addressOf({ kind: 'school', schoolId, schoolYear, step })
  }

  #leave(notice: Notice): Promise<void> {
    // Somebody who went on in the meantime stays there.
    if (this.node.isConnected) history.replaceState(null, '', this.#address())
    return this.#visit.refresh(notice)
  }
}
