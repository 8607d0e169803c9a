import { announce } from './announce.ts'
import { button } from './button.ts'
import { type Child, element, panel, paragraph } from './element.ts'
import { refusalRemark } from './refusal.ts'
import { type Column, table } from './table.ts'

interface ItemPage<Item> {
  items: readonly Item[]
  nextCursor: string | null
}

interface PagedTable<Item> {
  caption: string
  captionUnseen?: boolean
  columns: readonly Column[]
  cells(item: Item): readonly Child[]
  first: ItemPage<Item>
  next(cursor: string): Promise<ItemPage<Item>>
  /** Told where there is none. */
  empty: string
}

/** A list that comes in pages, of which the next is added when it is asked for. */
export const pagedTable = <Item>({ first, next, empty, cells, ...named }: PagedTable<Item>): HTMLElement => {
  const node = panel()
  let rows = first.items.map(cells)
  let cursor = first.nextCursor
  const told = element('div', { role: 'alert' })
  const more = button('secondary', 'Meer tonen', async () => {
    try {
      const page = await next(cursor ?? '')
      const before = rows.length
      rows = [...rows, ...page.items.map(cells)]
      cursor = page.nextCursor
      show()
      announce(`Er zijn er ${page.items.length} bijgekomen.`)
      node.querySelectorAll<HTMLElement>('tbody th a').item(before)?.focus()
    } catch (error) {
      told.replaceChildren(refusalRemark(error))
    }
  })
  const show = (): void => {
    told.replaceChildren()
    node.replaceChildren(
      rows.length === 0 ? paragraph(empty) : table({ ...named, rows }),
      told,
      ...(cursor === null ? [] : [more]),
    )
  }
  show()
  return node
}
