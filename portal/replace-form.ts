import { Refusal, type Versioned } from './api.ts'
import { button, submitButton, whileBusy } from './button.ts'
import type { Kept } from './consent/drafts.ts'
import { differencesBetween, differenceTable } from './differences.ts'
import { buttonGroup, type Child, element, remark } from './element.ts'
import { errorSummary, showFaults } from './faults.ts'
import { type Field, requiredNote } from './fields.ts'
import { showRefusal } from './refusal.ts'
import type { Fault, ProblemDetails } from './shapes.ts'
import { clearNotice, type Notice, type Visit } from './visit.ts'

/** What a form begins with: what is there now, or what the same person typed before and did not save. */
interface Begun<Data> {
  start: Versioned<Data>
  draft: Kept<Versioned<Data>>
  isDraft: boolean
}

export const beginForm = <Data>({ drafts }: Visit, name: string, shown: Versioned<Data>): Begun<Data> => {
  const draft = drafts.form<Versioned<Data>>(name)
  const typed = draft.read()
  if (typed && !isSame(typed.data, shown.data)) return { draft, start: typed, isDraft: true }
  draft.drop()
  return { draft, start: shown, isDraft: false }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

const TYPED_LATER = 'Wat u daarna heeft gewijzigd, is nog niet opgeslagen.'
const KEPT = 'Wat u heeft ingevuld, staat er nog.'

interface ReplaceForm<Data> {
  visit: Visit
  /** The id of the heading that names it. */
  labelledBy: string
  nodes: readonly Child[]
  fields(): readonly Field<unknown>[]
  /** A fault as it is told at its field, and above the form. */
  told(fault: Fault): Fault
  value(): Data
  begun: Begun<Data>
  read(): Promise<Versioned<Data>>
  save(data: Data, version: string): Promise<Versioned<Data>>
  /** What there is, by names: shown beside each other where somebody else was first. */
  inWords(data: Data): ReadonlyMap<string, string>
  submit: string
  /** Told after it. */
  saved: string
}

/** Replaces something as a whole, where it is still what the form started from. Nothing that was typed is lost. */
export const replaceForm = <Data>(options: ReplaceForm<Data>): HTMLElement => {
  const { begun, value } = options
  const form = new Replacing(options)
  const { submit } = form
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    void whileBusy(submit, 'Bezig met opslaan…', () => form.attempt())
  }
  const attributes = {
    novalidate: true,
    'aria-labelledby': options.labelledBy,
    onsubmit,
    oninput: () => begun.draft.keep({ data: value(), version: form.version }),
  }
  return element(
    'div',
    { class: 'stack' },
    form.summary.node,
    form.conflict,
    element(
      'form',
      attributes,
      begun.isDraft && draftRemark(() => form.leave()),
      requiredNote(),
      ...options.nodes,
      buttonGroup(submit),
    ),
  )
}

class Replacing<Data> {
  readonly summary = errorSummary()
  readonly conflict = element('div', { class: 'stack' })
  readonly submit: HTMLButtonElement
  /** What a save starts from. */
  version: string
  readonly #form: ReplaceForm<Data>

  constructor(form: ReplaceForm<Data>) {
    this.#form = form
    this.submit = submitButton(form.submit)
    this.version = form.begun.start.version
  }

  async attempt(): Promise<void> {
    const data = this.#form.value()
    clearNotice()
    this.summary.hide()
    try {
      const { version } = await this.#form.save(data, this.version)
      await this.#done(data, version)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await this.#refused(error.problem, data)
    }
  }

  /** What was typed goes. */
  leave(notice?: Notice): Promise<void> {
    this.#form.begun.draft.drop()
    return this.#form.visit.refresh(notice)
  }

  /** What was typed while the answer was awaited stays. */
  #done(saved: Data, version: string): Promise<void> {
    const { begun, visit, value, saved: heading } = this.#form
    const data = value()
    if (isSame(data, saved)) return this.leave({ tone: 'good', heading, text: '' })
    begun.draft.keep({ data, version })
    return visit.refresh({ tone: 'warning', heading, text: TYPED_LATER })
  }

  async #refused(problem: ProblemDetails, data: Data): Promise<void> {
    const { visit, fields, told } = this.#form
    this.#tellConflict(null)
    for (const field of fields()) field.tell(null)
    if (problem.status === 412) await this.#overtaken(data)
    else if (problem.errors) showFaults(this.summary, fields(), problem.errors.map(told))
    else showRefusal(this.summary, problem, visit, KEPT)
  }

  /** A save of one's own whose answer was lost is no other's: then the newest is what was to be saved. */
  async #overtaken(data: Data): Promise<void> {
    const newest = await this.#form.read().catch(thrownBy)
    if (newest instanceof Refusal) return this.#refused(newest.problem, data)
    if (isSame(newest.data, data)) return this.#done(data, newest.version)
    const saveMine = () => {
      this.version = newest.version
      return this.attempt()
    }
    const { inWords } = this.#form
    const told = remark(
      'warning',
      element('h2', {}, 'Iemand anders heeft dit intussen gewijzigd'),
      element('p', {}, 'Uw wijziging is nog niet opgeslagen.'),
      differenceTable(differencesBetween(inWords(newest.data), inWords(data)), versions),
      buttonGroup(
        button('primary', 'Mijn wijziging opslaan', saveMine, 'Bezig met opslaan…'),
        button('secondary', 'De wijziging van de ander houden', () => this.leave()),
      ),
    )
    told.role = 'alert'
    told.tabIndex = -1
    this.#tellConflict(told)
    told.focus()
  }

  /** Saving as usual is not offered while there is something to choose. */
  #tellConflict(told: HTMLElement | null): void {
    this.submit.hidden = told !== null
    this.conflict.replaceChildren(...(told ? [told] : []))
  }
}

const versions = {
  what: 'Wat',
  one: 'Van de ander',
  other: 'Van u',
  missing: 'Staat er niet in',
  none: 'De ander heeft hetzelfde opgeslagen als u, in een andere volgorde.',
}

const draftRemark = (drop: () => Promise<void>): HTMLElement =>
  remark(
    'note',
    element('p', {}, 'U was hier al begonnen. Uw wijziging is nog niet opgeslagen.'),
    button('secondary', 'Mijn wijziging wissen', drop),
  )

const thrownBy = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}
