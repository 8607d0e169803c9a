/** True sets an empty attribute, false and null none; a function listens (`onclick`). */
type Attribute = string | number | boolean | null | ((event: Event) => void)
type Attributes = Readonly<Record<string, Attribute>>
export type Child = Node | string | null | false

const SVG = 'http://www.w3.org/2000/svg'

/** The component of NL Design System that an element is, where no class says that it is another. */
const components: Readonly<Partial<Record<keyof HTMLElementTagNameMap, string>>> = {
  h1: 'utrecht-heading-1',
  h2: 'utrecht-heading-2',
  h3: 'utrecht-heading-3',
  h4: 'utrecht-heading-4',
  p: 'utrecht-paragraph',
  ul: 'utrecht-unordered-list',
  a: 'utrecht-link utrecht-link--html-a',
  code: 'utrecht-code',
  button: 'utrecht-button utrecht-button--html-button utrecht-button--secondary-action',
}

/** Makes an element. Text is only ever set as text, so that a name can hold no markup. */
export const element = <Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[Tag] =>
  filled(document.createElement(tag), { class: components[tag] ?? null, ...attributes }, children)

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

export const paragraph = (...children: readonly Child[]): HTMLElement => element('p', {}, ...children)

export const bullets = (lines: readonly Child[]): HTMLElement =>
  element('ul', {}, ...lines.map(line => element('li', {}, line)))

export const link = (href: string, ...children: readonly Child[]): HTMLElement =>
  element('a', { href }, ...children)

/** Parts below each other. */
export const stack = (...children: readonly Child[]): HTMLElement =>
  element('div', { class: 'stack' }, ...children)

/** The same, within a border. */
export const panel = (...children: readonly Child[]): HTMLElement =>
  element('div', { class: 'section' }, ...children)

/** A part of the page, with a heading of its own. */
export const section = (id: string, heading: string, ...children: readonly Child[]): HTMLElement =>
  element(
    'section',
    { class: 'section', id, 'aria-labelledby': `${id}-kop` },
    element('h2', { id: `${id}-kop` }, heading),
    ...children,
  )

/** The way back to the page above this one; it comes first. */
export const backLink = (label: string, href: string): HTMLElement =>
  element('p', {}, element('a', { class: 'back utrecht-link utrecht-link--html-a', href }, label))

/** Buttons beside each other; the one that people most likely want comes first. */
export const buttonGroup = (...buttons: readonly Child[]): HTMLElement =>
  element('div', { class: 'utrecht-button-group' }, ...buttons)

type Fact = readonly [label: string, value: Child, action?: Child]

/** Labels with what they say, and what can be done about it; a value of several lines keeps them. False for a fact that is none here. */
export const facts = (...rows: readonly (Fact | false)[]): HTMLElement =>
  element(
    'dl',
    { class: 'utrecht-data-list utrecht-data-list--rows' },
    ...rows.filter(fact => fact !== false).map(fact => row(...fact)),
  )

const row = (label: string, value: Child, action: Child = null): HTMLElement =>
  element(
    'div',
    { class: 'utrecht-data-list__item' },
    element('dt', { class: 'utrecht-data-list__item-key' }, label),
    element('dd', { class: 'utrecht-data-list__item-value utrecht-data-list__item-value--multiline' }, value),
    action && element('dd', { class: 'utrecht-data-list__actions' }, action),
  )

const remarks = {
  note: { style: 'utrecht-alert utrecht-alert--info', told: 'Let op' },
  good: { style: 'utrecht-alert utrecht-alert--ok', told: 'Gelukt' },
  warning: { style: 'utrecht-alert utrecht-alert--warning', told: 'Waarschuwing' },
  error: { style: 'utrecht-alert utrecht-alert--error', told: 'Fout' },
} as const

export type Tone = keyof typeof remarks

/** A remark that should stand out, told by a word and a sign and not by its colour alone. */
export const remark = (tone: Tone, ...children: readonly Child[]): HTMLElement => {
  const { style, told } = remarks[tone]
  return element(
    'div',
    { class: style },
    element('span', { class: 'alert-sign' }, element('span', { class: 'unseen' }, `${told}: `)),
    element('div', { class: 'utrecht-alert__content' }, ...children),
  )
}

/** One that is read out when it is shown, and can take the focus. */
export const alertRemark = (tone: Tone, ...children: readonly Child[]): HTMLElement => {
  const made = remark(tone, ...children)
  made.role = 'alert'
  made.tabIndex = -1
  return made
}
