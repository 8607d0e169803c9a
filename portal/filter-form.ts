import { addressOf, type Filters, type Place } from './address.ts'
import { submitButton } from './button.ts'
import { element } from './element.ts'
import type { Field } from './fields.ts'

/** Questions that narrow down a list; the answers go into the address, by the names that the fields have there. */
export const filterForm = (
  fields: Readonly<Record<string, Field<string>>>,
  submit: string,
  placeWith: (filters: Filters) => Place,
): HTMLElement => {
  const go = (event: Event): void => {
    event.preventDefault()
    const answers = Object.entries(fields).map(([name, field]) => [name, field.value().trim()] as const)
    location.hash = addressOf(placeWith(Object.fromEntries(answers.filter(([, answer]) => answer !== ''))))
  }
  return element(
    'search',
    {},
    element(
      'form',
      { class: 'filters', novalidate: true, onsubmit: go },
      ...Object.values(fields).map(field => field.node),
      submitButton(submit),
    ),
  )
}
