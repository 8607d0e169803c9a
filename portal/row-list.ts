import { announce } from './announce.ts'
import { button } from './button.ts'
import { element } from './element.ts'
import type { Field } from './fields.ts'
import type { Fault } from './shapes.ts'
import { capitalized } from './wording.ts'

/** One item of a list, by the names its fields have in it. */
export interface Row<Value> {
  fields: Readonly<Record<string, Field<unknown>>>
  value(): Value
}

interface RowListOptions<Value> {
  /** Of the list in the body of the request. */
  pointer: string
  /** One of them, such as `gebruikersbeheerder`. */
  name: string
  least: number
  most: number
  values: readonly Value[]
  /** What to do about a fault, by the name of the field and its code, where the API's own words know no field. */
  sentences: Readonly<Record<string, string>>
  /** A row for what there is, or for a new one; its fields have `pointer` before their names. */
  row(pointer: string, value: Value | undefined): Row<Value>
}

export interface RowList<Value> {
  node: HTMLElement
  /** Each under the place that it has now. */
  fields(): readonly Field<unknown>[]
  values(): readonly Value[]
  /** Says in which row a fault is. */
  told(fault: Fault): Fault
}

/** A list that people add to and take from. */
export const rowList = <Value>(options: RowListOptions<Value>): RowList<Value> => {
  const { pointer, name, least, most, values, sentences, row } = options
  const list = element('div', { class: 'stack' })
  const add = button('secondary', `Voeg een ${name} toe`, () => {
    rows.push(newRow(undefined))
    show()
    rows.at(-1)?.focus()
  })
  let made = 0
  const nameAt = (place: number) => `${capitalized(name)} ${place + 1}`
  const newRow = (value: Value | undefined) => {
    made += 1
    const one = row(`${pointer}/nieuw-${made}`, value)
    const legend = element('legend')
    const remove = button('subtle', '', () => {
      announce(`${legend.textContent} is uit de lijst gehaald. Dit is nog niet opgeslagen.`)
      rows = rows.filter(other => other !== placed)
      show()
      add.focus()
    })
    const fields = Object.values(one.fields)
    const node = element('fieldset', { class: 'fields' }, legend, ...fields.map(field => field.node), remove)
    const placed = {
      ...one,
      node,
      focus: () => fields[0]?.focus(),
      tellPlace: (place: number): void => {
        legend.textContent = nameAt(place)
        remove.textContent = `Haal ${name} ${place + 1} uit de lijst`
        remove.hidden = rows.length <= least
      },
    }
    return placed
  }
  const show = (): void => {
    for (const [place, { tellPlace }] of rows.entries()) tellPlace(place)
    list.replaceChildren(...rows.map(({ node }) => node))
    // As if it were typed.
    list.dispatchEvent(new Event('input', { bubbles: true }))
    add.hidden = rows.length >= most
  }
  let rows = values.map(newRow)
  show()
  return {
    node: element('div', { class: 'stack' }, list, add),
    values: () => rows.map(one => one.value()),
    told: fault => {
      const [list, place, field] = fault.pointer?.slice(1).split('/') ?? []
      if (`/${list}` !== pointer || field === undefined) return fault
      const sentence = sentences[`${field} ${fault.code}`] ?? fault.detail
      return { ...fault, detail: `${nameAt(Number(place))}: ${sentence}` }
    },
    fields: () =>
      rows.flatMap(({ fields }, place) =>
        Object.entries(fields).map(([key, field]) => ({ ...field, pointer: `${pointer}/${place}/${key}` })),
      ),
  }
}
