import { type Versioned, whyRefused } from './api.ts'
import { button, submitButton, whileBusy } from './button.ts'
import type { Kept } from './consent/drafts.ts'
import { differencesBetween, differenceTable } from './differences.ts'
import { alertRemark, buttonGroup, type Child, element, paragraph, remark, stack } from './element.ts'
import { errorSummary, showFaults } from './faults.ts'
import { type Field, requiredNote } from './fields.ts'
import { endedInOtherTab, takeUp } from './other-tab.ts'
import { showRefusal } from './refusal.ts'
import type { Fault, ProblemDetails } from './shapes.ts'
import { clearNotice, type Notice, type Visit } from './visit.ts'

const TYPED_LATER = 'Wat u daarna heeft gewijzigd, is nog niet opgeslagen.'
const KEPT = 'Wat u heeft ingevuld, staat er nog.'

/** The fields of a form, filled in. */
interface Asked<Data> {
  nodes: readonly Child[]
  fields(): readonly Field<unknown>[]
  /** A fault as it is told at its field, and above the form. */
  told(fault: Fault): Fault
  value(): Data
}

interface ReplaceForm<Data> {
  visit: Visit
  /** Of its draft. */
  name: string
  /** The id of the heading that names it. */
  labelledBy: string
  /** What there is. */
  shown: Versioned<Data>
  ask(data: Data): Asked<Data>
  read(): Promise<Versioned<Data>>
  save(data: Data, version: string): Promise<Versioned<Data>>
  /** What there is, by names: shown beside each other where somebody else was first. */
  inWords(data: Data): ReadonlyMap<string, string>
  submit: string
  /** Told after it. */
  saved: string
}

/** Replaces something as a whole, where it is still what the form started from. Nothing that was typed is lost. */
export const replaceForm = <Data>(options: ReplaceForm<Data>): HTMLElement => new Replacing(options).node

class Replacing<Data> {
  readonly node = stack()
  readonly #form: ReplaceForm<Data>
  readonly #draft: Kept<Versioned<Data>>
  readonly #summary = errorSummary()
  readonly #conflict = stack()
  readonly #submit: HTMLButtonElement
  #asked: Asked<Data>
  /** What a save starts from. */
  #version: string
  /** How many fields there were when something was found to be wrong. */
  #judged = 0

  constructor(form: ReplaceForm<Data>) {
    const { visit, name, shown, ask, submit } = form
    this.#form = form
    this.#submit = submitButton(submit)
    this.#draft = visit.drafts.form(name)
    const draft = this.#draft.read()
    const typed = draft && !isSame(draft.data, shown.data) ? draft : undefined
    if (!typed) this.#draft.drop()
    const { data, version } = typed ?? shown
    this.#asked = ask(data)
    this.#version = version
    this.#render(typed !== undefined)
    this.#draft.hear(this.node, changed =>
      changed ? this.#takeUp(changed) : visit.refresh(endedInOtherTab, false),
    )
  }

  /** What the same person types in another tab. */
  #takeUp({ data, version }: Versioned<Data>): void {
    this.#asked = this.#form.ask(data)
    this.#version = version
    takeUp(this.node, () => this.#render(true))
  }

  #render(isDraft: boolean): void {
    this.#summary.hide()
    this.#tellConflict(null)
    const attributes = {
      novalidate: true,
      'aria-labelledby': this.#form.labelledBy,
      onsubmit: (event: Event): void => {
        event.preventDefault()
        void whileBusy(this.#submit, 'Bezig met opslaan…', () => this.#attempt())
      },
      oninput: () => this.#typed(),
    }
    this.node.replaceChildren(
      this.#summary.node,
      this.#conflict,
      element(
        'form',
        attributes,
        isDraft && draftRemark(() => this.#leave()),
        this.#asked.fields().length > 0 && requiredNote(),
        ...this.#asked.nodes,
        buttonGroup(this.#submit),
      ),
    )
  }

  #typed(): void {
    this.#draft.keep({ data: this.#asked.value(), version: this.#version })
    // What was told of a list is not of the one that it is now.
    if (this.#asked.fields().length !== this.#judged) this.#summary.hide()
  }

  async #attempt(): Promise<void> {
    const data = this.#asked.value()
    clearNotice()
    this.#summary.hide()
    try {
      const { version } = await this.#form.save(data, this.#version)
      await this.#done(data, version)
    } catch (error) {
      await this.#refused(whyRefused(error), data)
    }
  }

  /** What was typed goes. */
  #leave(notice?: Notice): Promise<void> {
    this.#draft.drop()
    return this.#form.visit.refresh(notice)
  }

  /** What was typed while the answer was awaited stays. */
  #done(saved: Data, version: string): Promise<void> {
    const { visit, saved: heading } = this.#form
    const data = this.#asked.value()
    if (isSame(data, saved)) return this.#leave({ tone: 'good', heading, text: '' })
    this.#draft.keep({ data, version })
    return visit.refresh({ tone: 'warning', heading, text: TYPED_LATER })
  }

  async #refused(problem: ProblemDetails, data: Data): Promise<void> {
    const { fields, told } = this.#asked
    this.#judged = fields().length
    this.#tellConflict(null)
    for (const field of fields()) field.tell(null)
    if (problem.status === 412) await this.#overtaken(data)
    else if (problem.errors) showFaults(this.#summary, fields(), problem.errors.map(told))
    else showRefusal(this.#summary, problem, this.#form.visit, KEPT)
  }

  /** A save of one's own whose answer was lost is no other's: then the newest is what was to be saved. */
  async #overtaken(data: Data): Promise<void> {
    const newest = await this.#form.read().catch(whyRefused)
    if ('status' in newest) return this.#refused(newest, data)
    if (isSame(newest.data, data)) return this.#done(data, newest.version)
    const saveMine = () => {
      this.#version = newest.version
      return this.#attempt()
    }
    const { inWords } = this.#form
    const told = alertRemark(
      'warning',
      element('h2', {}, 'Iemand anders heeft dit intussen gewijzigd'),
      paragraph('Uw wijziging is nog niet opgeslagen.'),
      differenceTable(differencesBetween(inWords(newest.data), inWords(data)), versions),
      buttonGroup(
        button('primary', 'Mijn wijziging opslaan', saveMine, 'Bezig met opslaan…'),
        button('secondary', 'De wijziging van de ander houden', () => this.#leave()),
      ),
    )
    this.#tellConflict(told)
    told.focus()
  }

  /** Saving as usual is not offered while there is something to choose. */
  #tellConflict(told: HTMLElement | null): void {
    this.#submit.hidden = told !== null
    this.#conflict.replaceChildren(...(told ? [told] : []))
  }
}

const isSame = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other)

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
    paragraph('U was hier al begonnen. Uw wijziging is nog niet opgeslagen.'),
    button('secondary', 'Mijn wijziging wissen', drop),
  )
