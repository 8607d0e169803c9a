import { announce } from './announce.ts'
import { button } from './button.ts'
import { element, stack } from './element.ts'
import type { Field } from './fields.ts'
import type { Fault } from './shapes.ts'
import { capitalized } from './wording.ts'

/** One item of a list, by the names its fields have in it. */
export interface Row<Value> {
  fields: Readonly<Record<string, Field<unknown>>>
  value(): Value
  /** What people call it, as far as it is filled in. */
  title?(): string
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

interface PlacedRow<Value> extends Row<Value> {
  node: HTMLElement
  legend: HTMLElement
  remove: HTMLButtonElement
}

/** A list that people add to and take from. */
export class RowList<Value> {
  readonly node: HTMLElement
  readonly #options: RowListOptions<Value>
  readonly #list = stack()
  readonly #add: HTMLButtonElement
  #rows: readonly PlacedRow<Value>[]
  #made = 0

  constructor(options: RowListOptions<Value>) {
    this.#options = options
    this.#add = button('secondary', `Voeg een ${options.name} toe`, () => {
      const added = this.#newRow(undefined)
      this.#show([...this.#rows, added])
      Object.values(added.fields)[0]?.focus()
    })
    this.#rows = options.values.map(value => this.#newRow(value))
    this.node = stack(this.#list, this.#add)
    this.#list.addEventListener('input', () => this.#nameButtons())
    this.#show(this.#rows)
  }

  values(): readonly Value[] {
    return this.#rows.map(row => row.value())
  }

  /** Each under the place that it has now. */
  fields(): readonly Field<unknown>[] {
    return this.#rows.flatMap(({ fields }, place) =>
      Object.entries(fields).map(([name, field]) => ({
        ...field,
        pointer: `${this.#options.pointer}/${place}/${name}`,
      })),
    )
  }

  /** Says in which row a fault is. */
  told(fault: Fault): Fault {
    const { pointer, sentences } = this.#options
    const [list, place, field] = fault.pointer?.slice(1).split('/') ?? []
    if (`/${list}` !== pointer || field === undefined) return fault
    const sentence = sentences[`${field} ${fault.code}`] ?? fault.detail
    return { ...fault, detail: `${capitalized(this.#nameAt(Number(place)))}: ${sentence}` }
  }

  #nameAt(place: number): string {
    return `${this.#options.name} ${place + 1}`
  }

  #nameButtons(): void {
    for (const [place, { remove, title }] of this.#rows.entries())
      remove.textContent = `Verwijder ${title?.() || this.#nameAt(place)}`
  }

  #newRow(value: Value | undefined): PlacedRow<Value> {
    this.#made += 1
    const made = this.#options.row(`${this.#options.pointer}/nieuw-${this.#made}`, value)
    const legend = element('legend')
    const remove = button('subtle', '', () => {
      announce(`${legend.textContent} is uit de lijst gehaald. Dit is nog niet opgeslagen.`)
      this.#show(this.#rows.filter(row => row.node !== node))
      this.#add.focus()
    })
    const fields = Object.values(made.fields).map(field => field.node)
    const node = element('fieldset', { class: 'fields' }, legend, ...fields, remove)
    return { ...made, node, legend, remove }
  }

  #show(rows: readonly PlacedRow<Value>[]): void {
    const { least, most } = this.#options
    this.#rows = rows
    for (const [place, { legend, remove }] of rows.entries()) {
      legend.textContent = capitalized(this.#nameAt(place))
      remove.hidden = rows.length <= least
    }
    this.#add.hidden = rows.length >= most
    this.#list.replaceChildren(...rows.map(({ node }) => node))
    // As if it were typed; it names the buttons too.
    this.#list.dispatchEvent(new Event('input', { bubbles: true }))
  }
}
