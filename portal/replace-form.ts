import { Refusal, type Versioned } from './api.ts'
import { button, submitButton, whileBusy } from './button.ts'
import { buttonGroup, type Child, element } from './element.ts'
import { errorSummary, showFaults } from './faults.ts'
import { type Field, requiredNote } from './fields.ts'
import type { Fault, ProblemDetails } from './shapes.ts'
import type { Visit } from './visit.ts'

interface ReplaceForm<Data> {
  visit: Visit
  /** The id of the heading that names it. */
  labelledBy: string
  nodes: readonly Child[]
  fields(): readonly Field<unknown>[]
  /** A fault as it is told at its field, and above the form. */
  told(fault: Fault): Fault
  value(): Data
  /** What the form starts from. */
  version: string
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
  const { visit, labelledBy, nodes, fields, told, value, save, read } = options
  let { version } = options
  const summary = errorSummary()
  const done = () => visit.refresh({ tone: 'good', heading: options.saved, text: '' })

  const attempt = async (): Promise<void> => {
    const data = value()
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
    else summary.show(problem.title, element('p', {}, problem.detail), wayOn(problem))
  }
  /** A save of one's own whose answer was lost is no other's: then the newest is what was to be saved. */
  const overtaken = async (data: Data): Promise<void> => {
    const newest = await read().catch(thrownBy)
    if (newest instanceof Refusal) return refused(newest.problem, data)
    if (JSON.stringify(newest.data) === JSON.stringify(data)) return done()
    summary.show(
      'Iemand anders heeft dit intussen gewijzigd',
      element('p', {}, 'Uw wijziging is nog niet opgeslagen. Dit heeft de ander opgeslagen:'),
      options.inWords(newest.data),
      buttonGroup(
        button('primary', 'Mijn wijziging opslaan', () => {
          version = newest.version
          return attempt()
        }),
        button('secondary', 'De wijziging van de ander houden', () => visit.refresh()),
      ),
    )
  }
  const wayOn = ({ status }: ProblemDetails): Child =>
    status === 401
      ? button('secondary', 'Opnieuw aanmelden', visit.signIn)
      : element('p', {}, 'Wat u heeft ingevuld, staat er nog. U kunt het gerust nog eens opslaan.')

  const submit = submitButton(options.submit)
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    void whileBusy(submit, 'Bezig met opslaan…', attempt)
  }
  const form = element(
    'form',
    { novalidate: true, 'aria-labelledby': labelledBy, onsubmit },
    requiredNote(),
    ...nodes,
    buttonGroup(submit),
  )
  return element('div', { class: 'stack' }, summary.node, form)
}

const thrownBy = (error: unknown): Refusal => {
  if (error instanceof Refusal) return error
  throw error
}
