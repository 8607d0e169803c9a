import { Refusal, type Versioned } from './api.ts'
import { button, submitButton, whileBusy } from './button.ts'
import type { Kept } from './consent/drafts.ts'
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
  save(data: Data, version: string): Promise<unknown>
  /** Shown beside what was typed, where somebody else was first. */
  inWords(data: Data): Child
  submit: string
  /** Told after it. */
  saved: string
}

/** Replaces something as a whole, where it is still what the form started from. Nothing that was typed is lost. */
export const replaceForm = <Data>(options: ReplaceForm<Data>): HTMLElement => {
  const { visit, begun, labelledBy, nodes, fields, told, value, save, read } = options
  let { version } = begun.start
  const summary = errorSummary()
  const leave = (notice?: Notice): Promise<void> => {
    begun.draft.drop()
    return visit.refresh(notice)
  }
  const done = () => leave({ tone: 'good', heading: options.saved, text: '' })

  const attempt = async (): Promise<void> => {
    const data = value()
    clearNotice()
    summary.hide()
    try {
      await save(data, version)
      await done()
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      await refused(error.problem, data)
    }
  }
  const refused = async (problem: ProblemDetails, data: Data): Promise<void> => {
    for (const field of fields()) field.tell(null)
    if (problem.status === 412) return overtaken(data)
    if (problem.errors) showFaults(summary, fields(), problem.errors.map(told))
    else showRefusal(summary, problem, visit, KEPT)
  }
  /** A save of one's own whose answer was lost is no other's: then the newest is what was to be saved. */
  const overtaken = async (data: Data): Promise<void> => {
    const newest = await read().catch(thrownBy)
    if (newest instanceof Refusal) return refused(newest.problem, data)
    if (isSame(newest.data, data)) return done()
    summary.show(
      'Iemand anders heeft dit intussen gewijzigd',
      element('p', {}, 'Uw wijziging is nog niet opgeslagen. Dit heeft de ander opgeslagen:'),
      options.inWords(newest.data),
      buttonGroup(
        button('primary', 'Mijn wijziging opslaan', () => {
          version = newest.version
          return attempt()
        }),
        button('secondary', 'De wijziging van de ander houden', () => leave()),
      ),
    )
  }
  const submit = submitButton(options.submit)
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    void whileBusy(submit, 'Bezig met opslaan…', attempt)
  }
  const form = element(
    'form',
    {
      novalidate: true,
      'aria-labelledby': labelledBy,
      onsubmit,
      oninput: () => begun.draft.keep({ data: value(), version }),
    },
    begun.isDraft && draftRemark(() => leave()),
    requiredNote(),
    ...nodes,
    buttonGroup(submit),
  )
  return element('div', { class: 'stack' }, summary.node, form)
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
