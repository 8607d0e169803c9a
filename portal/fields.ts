import { type Child, element } from './element.ts'

/** One question of the form. `pointer` is where its answer stands in the body of the request. */
export interface Field<Value> {
  pointer: string
  node: HTMLElement
  value(): Value
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

/** The place of a fault, said to belong to `control` as long as there is one. */
const faultAt = (pointer: string, control: HTMLElement, hint?: HTMLElement) => {
  const told = element('p', { class: 'fault', id: `${idOf(pointer)}-fout`, hidden: true })
  const describe = (fault: string | null) => {
    const described = [hint?.id, fault !== null && told.id].filter(Boolean).join(' ')
    if (described) control.setAttribute('aria-describedby', described)
    else control.removeAttribute('aria-describedby')
  }
  describe(null)
  return {
    told,
    tell: (fault: string | null): void => {
      told.textContent = fault
      told.hidden = fault === null
      if (fault === null) control.removeAttribute('aria-invalid')
      else control.setAttribute('aria-invalid', 'true')
      describe(fault)
    },
  }
}

const hintOf = (pointer: string, hint: string | undefined): HTMLElement | undefined =>
  hint === undefined ? undefined : element('p', { class: 'hint', id: `${idOf(pointer)}-hint` }, hint)

/** A statement to agree with. Never ticked beforehand: each save is a statement of its own. */
export const tick = (pointer: string, label: string): Field<boolean> => {
  const input = element('input', { type: 'checkbox', id: idOf(pointer) })
  const { told, tell } = faultAt(pointer, input)
  const node = element(
    'div',
    { class: 'field' },
    told,
    element('div', { class: 'choice' }, input, element('label', { for: input.id }, label)),
  )
  return { pointer, node, tell, value: () => input.checked, focus: () => input.focus() }
}

interface ChoiceQuestion {
  pointer: string
  question: string
  hint?: string | undefined
  choices: readonly Choice[]
  chosen: string | undefined
  /** Hears every choice, the first one included. */
  chose?: (value: string | undefined) => void
}

/** A question with one answer out of a few. */
export const choose = ({
  pointer,
  question,
  hint,
  choices,
  chosen,
  chose,
}: ChoiceQuestion): Field<string | undefined> => {
  const hinted = hintOf(pointer, hint)
  const group = element('fieldset', { class: 'field', role: 'radiogroup', 'aria-required': 'true' })
  const { told, tell } = faultAt(pointer, group, hinted)
  const options = choices.map((choice, place) => optionOf(pointer, choice, place, choice.value === chosen))
  const value = () => options.find(({ input }) => input.checked)?.input.value
  group.append(
    element('legend', {}, question),
    ...[hinted, told, ...options.map(({ node }) => node)].filter(part => part !== undefined),
  )
  group.addEventListener('change', () => chose?.(value()))
  chose?.(value())
  return {
    pointer,
    node: group,
    tell,
    value,
    focus: () => (options.find(({ input }) => input.checked) ?? options[0])?.input.focus(),
  }
}

const optionOf = (
  pointer: string,
  { value, label, hint, extra }: Choice,
  place: number,
  checked: boolean,
) => {
  const id = `${idOf(pointer)}-${place}`
  const hinted = hint !== undefined && element('span', { class: 'hint', id: `${id}-hint` }, hint)
  const input = element('input', {
    type: 'radio',
    id,
    name: pointer,
    value,
    checked,
    'aria-describedby': hinted ? hinted.id : null,
  })
  const label_: Child = element('label', { for: id }, label)
  return {
    input,
    node: element('div', { class: 'choice' }, input, element('div', {}, label_, hinted, extra ?? null)),
  }
}

/** A question to answer in one's own words. */
export const write = (pointer: string, question: string, hint: string, text: string): Field<string> => {
  const hinted = hintOf(pointer, hint)
  const area = element('textarea', { id: idOf(pointer), rows: 4, 'aria-required': 'true' })
  area.value = text
  const { told, tell } = faultAt(pointer, area, hinted)
  const label = element('label', { class: 'question', for: area.id }, question)
  const node = element('div', { class: 'field' }, label, hinted ?? null, told, area)
  return { pointer, node, tell, value: () => area.value, focus: () => area.focus() }
}
