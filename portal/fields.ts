import type { FaultCode } from '../shared/http/faults.ts'
import { announce } from './announce.ts'
import { type Child, element, paragraph } from './element.ts'

/** One question of the form. `pointer` is where its answer stands in the body of the request. */
export interface Field<Value> {
  pointer: string
  node: HTMLElement
  value(): Value
  /** What is wrong with an answer that is there, where its form does not tell. */
  fault?(): FaultCode | undefined
  /** Shows a fault at the field, or takes it away. */
  tell(fault: string | null): void
  focus(): void
}

export interface Choice {
  value: string
  label: string
  hint?: string
  /** Something more to fill in with this choice. */
  extra?: HTMLElement
}

export const idOf = (pointer: string): string => `veld${pointer.replaceAll('/', '-')}`

/** Said once above a form. */
export const requiredNote = (): HTMLElement => paragraph('Alle velden zijn verplicht.')

interface Question {
  pointer: string
  question: string
  hint?: string | undefined
  /** Narrows down a list: it need not be answered. */
  narrows?: boolean
}

/** The place of a fault, said to belong to `control` as long as there is one. */
const faultAt = (pointer: string, node: HTMLElement, control: HTMLElement, hint: HTMLElement | null) => {
  const style = 'utrecht-form-field-error-message utrecht-form-field__error-message'
  const told = element('p', { class: style, id: `${idOf(pointer)}-fout`, hidden: true })
  const tell = (fault: string | null): void => {
    told.textContent = fault === null ? null : `Fout: ${fault}`
    told.hidden = fault === null
    node.classList.toggle(node === control ? invalidGroup : invalidField, fault !== null)
    const described = [hint?.id, fault !== null && told.id].filter(Boolean).join(' ')
    setOrRemove(control, 'aria-invalid', fault !== null && 'true')
    setOrRemove(control, 'aria-describedby', described || false)
  }
  tell(null)
  return { told, tell }
}

const invalidField = 'utrecht-form-field--invalid'
const invalidGroup = 'utrecht-form-fieldset--invalid'

const setOrRemove = (node: HTMLElement, name: string, value: string | false): void =>
  value === false ? node.removeAttribute(name) : node.setAttribute(name, value)

const hintStyle = 'utrecht-form-field-description utrecht-form-field__description'
const hintOf = ({ pointer, hint }: Question): HTMLElement | null =>
  hint === undefined ? null : element('p', { class: hintStyle, id: `${idOf(pointer)}-hint` }, hint)

const fieldOf = (style: string, ...children: readonly Child[]): HTMLElement =>
  element('div', { class: `utrecht-form-field ${style}` }, ...children)

/** A statement to agree with. Ticked beforehand only for who ticked it and has not saved: each save is a statement of its own. */
export const tick = (pointer: string, label: string, checked = false): Field<boolean> => {
  const input = element('input', {
    type: 'checkbox',
    id: idOf(pointer),
    checked,
    class: 'utrecht-checkbox utrecht-checkbox--html-input utrecht-form-field__input',
  })
  const node = fieldOf('utrecht-form-field--checkbox')
  const { told, tell } = faultAt(pointer, node, input, null)
  const labelStyle = 'utrecht-form-label utrecht-form-label--checkbox utrecht-form-field__label'
  node.append(told, input, element('label', { for: input.id, class: labelStyle }, label))
  return { pointer, node, tell, value: () => input.checked, focus: () => input.focus() }
}

interface ChoiceQuestion extends Question {
  choices: readonly Choice[]
  chosen: string | undefined
  /** Hears every choice, the first one included. */
  chose?: (value: string | undefined) => void
}

/** A question with one answer out of a few. */
export const choose = (options: ChoiceQuestion): Field<string | undefined> => {
  const { pointer, question, choices, chosen, chose } = options
  const hinted = hintOf(options)
  const group = element('fieldset', {
    class: 'utrecht-form-fieldset utrecht-form-fieldset--html-fieldset choices',
    role: 'radiogroup',
    'aria-required': 'true',
  })
  const { told, tell } = faultAt(pointer, group, group, hinted)
  const radios = choices.map((choice, place) => optionOf(pointer, choice, place, choice.value === chosen))
  const value = () => radios.find(({ input }) => input.checked)?.input.value
  group.append(
    element(
      'legend',
      { class: 'utrecht-form-fieldset__legend utrecht-form-fieldset__legend--html-legend' },
      question,
    ),
    ...[hinted, told, ...radios.map(({ node }) => node)].filter(part => part !== null),
  )
  group.addEventListener('change', () => chose?.(value()))
  chose?.(value())
  return {
    pointer,
    node: group,
    tell,
    value,
    focus: () => (radios.find(({ input }) => input.checked) ?? radios[0])?.input.focus(),
  }
}

const optionOf = (
  pointer: string,
  { value, label, hint, extra }: Choice,
  place: number,
  checked: boolean,
) => {
  const id = `${idOf(pointer)}-${place}`
  const hinted = hint !== undefined && element('p', { class: hintStyle, id: `${id}-hint` }, hint)
  const input = element('input', {
    type: 'radio',
    id,
    class: 'utrecht-radio-button utrecht-radio-button--html-input utrecht-form-field__input',
    name: pointer,
    value,
    checked,
    'aria-describedby': hinted ? hinted.id : null,
  })
  const labelStyle = 'utrecht-form-label utrecht-form-label--radio utrecht-form-field__label'
  const labelled = element('label', { for: id, class: labelStyle }, label)
  return { input, node: fieldOf('utrecht-form-field--radio', input, labelled, hinted, extra ?? null) }
}

/** A control with its question above it. */
const labelled = (
  options: Question,
  control: HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement,
  after: Child = null,
): Field<string> => {
  const hinted = hintOf(options)
  const node = fieldOf('')
  const { told, tell } = faultAt(options.pointer, node, control, hinted)
  control.id = idOf(options.pointer)
  control.classList.add('utrecht-form-field__input')
  if (!options.narrows) control.setAttribute('aria-required', 'true')
  const label = element('label', { class: labelStyleAbove, for: control.id }, options.question)
  node.append(...[label, hinted, told, control, after].filter(part => part !== null && part !== false))
  return { pointer: options.pointer, node, tell, value: () => control.value, focus: () => control.focus() }
}

const labelStyleAbove = 'utrecht-form-label utrecht-form-field__label'

/** For how many milliseconds nobody types before who cannot see it hears how much room is left. */
const PAUSE = 1000

interface LongQuestion extends Question {
  text: string
  /** In characters as people count them: code points, without space around them. */
  longest: number
}

/** A question to answer in one's own words, with how much room is left. */
export const write = (options: LongQuestion): Field<string> => {
  const { text, longest } = options
  const area = element('textarea', { rows: 4, class: 'utrecht-textarea utrecht-textarea--html-textarea' })
  area.value = text
  const room = element('p', { class: 'room' })
  let pause: ReturnType<typeof setTimeout> | undefined
  const count = () => {
    room.textContent = roomInWords(longest - [...area.value.trim()].length)
  }
  area.addEventListener('input', () => {
    count()
    clearTimeout(pause)
    pause = setTimeout(() => area.isConnected && announce(room.textContent ?? ''), PAUSE)
  })
  count()
  return labelled(options, area, room)
}

const roomInWords = (left: number): string => {
  const number = Math.abs(left).toLocaleString('nl-NL')
  const characters = Math.abs(left) === 1 ? 'teken' : 'tekens'
  return left < 0 ? `${number} ${characters} te veel` : `Nog ruimte voor ${number} ${characters}`
}

interface ShortQuestion extends Question {
  type: 'text' | 'email' | 'date' | 'datetime-local' | 'search'
  text?: string
}

/** A question with a short answer. */
export const input = (options: ShortQuestion): Field<string> => {
  const { type, text = '' } = options
  const style = 'utrecht-textbox utrecht-textbox--html-input'
  return labelled(options, element('input', { type, class: style, value: text }))
}

/** Narrows a list down to what is found. */
export const search = (question: string, text: string): Field<string> =>
  input({ pointer: '/q', question, narrows: true, type: 'search', text })

/** Narrows a list down to one choice out of many, or, where that is `all`, to none: ''. */
export const select = (
  question: string,
  all: string,
  choices: readonly (readonly [value: string, label: string])[],
  chosen: string | undefined,
): Field<string> => {
  const options = [['', all] as const, ...choices].map(([value, label]) =>
    element('option', { value, selected: value === chosen }, label),
  )
  const control = element('select', { class: 'utrecht-select utrecht-select--html-select' }, ...options)
  return labelled({ pointer: `/${question.toLowerCase()}`, question, narrows: true }, control)
}

/** A question to which a file is the answer. */
export const chooseFile = (options: Question & { accept: string }): Field<File | undefined> => {
  const control = element('input', { type: 'file', accept: options.accept, class: 'file' })
  return { ...labelled(options, control), value: () => control.files?.[0] }
}
