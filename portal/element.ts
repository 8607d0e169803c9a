/** True sets an empty attribute, false and null none; a function listens (`onclick`). */
type Attribute = string | number | boolean | null | ((event: Event) => void)
type Attributes = Readonly<Record<string, Attribute>>
export type Child = Node | string | null | false

const SVG = 'http://www.w3.org/2000/svg'

/** Makes an element. Text is only ever set as text, so that a name can hold no markup. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] => filled(document.createElement(tag), attributes, children)

export const drawing = <Tag extends keyof SVGElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): SVGElementTagNameMap[Tag] => filled(document.createElementNS(SVG, tag), attributes, children)

const filled = <Made extends Element>(
  made: Made,
  attributes: Attributes,
  children: readonly Child[],
): Made => {
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === 'function') made.addEventListener(name.slice(2), value)
    else if (value !== false && value !== null) made.setAttribute(name, value === true ? '' : String(value))
  }
  made.append(...children.filter(child => child !== null && child !== false))
  return made
}

type Fact = readonly [label: string, value: Child]

/** Labels with what they say; a value of several lines keeps them. False for a fact that is none here. */
export const facts = (...pairs: readonly (Fact | false)[]): HTMLElement => labelled('facts', pairs)

/** The same, for a few numbers that should stand out. */
export const figures = (...pairs: readonly Fact[]): HTMLElement => labelled('figures', pairs)

const labelled = (style: string, pairs: readonly (Fact | false)[]): HTMLElement =>
  element(
    'dl',
    { class: style },
    ...pairs
      .filter(pair => pair !== false)
      .map(([label, value]) => element('div', {}, element('dt', {}, label), element('dd', {}, value))),
  )

export const section = (id: string, heading: string, ...children: readonly Child[]): HTMLElement =>
  element(
    'section',
    { class: 'section', id, 'aria-labelledby': `${id}-kop` },
    element('h2', { id: `${id}-kop` }, heading),
    ...children,
  )

/** A remark that should stand out, told by a word and not by its colour alone. */
export const remark = (tone: 'note' | 'good' | 'warning', ...children: readonly Child[]): HTMLElement =>
  element('div', { class: `remark ${tone}` }, ...children)
