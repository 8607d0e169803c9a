import { element } from './element.ts'

const kinds = {
  primary: 'utrecht-button utrecht-button--html-button utrecht-button--primary-action',
  secondary: 'utrecht-button utrecht-button--html-button utrecht-button--secondary-action',
  subtle: 'utrecht-button utrecht-button--html-button utrecht-button--subtle',
  danger: 'utrecht-button utrecht-button--html-button utrecht-button--primary-action utrecht-button--danger',
} as const

export type ButtonKind = keyof typeof kinds

/** What a button says while it is at work, where nobody knows better. */
const BUSY = 'Een moment…'

/** A button that says what it does. While what it does is under way it says `busy`, and pressing it again does nothing. */
export const button = (
  kind: ButtonKind,
  label: string,
  act: () => void | Promise<void>,
  busy = BUSY,
): HTMLButtonElement => {
  const made = element('button', { type: 'button', class: kinds[kind] }, label)
  made.addEventListener('click', () => void whileBusy(made, busy, act))
  return made
}

/** The button that sends a form, which listens itself: see `whileBusy`. */
export const submitButton = (label: string): HTMLButtonElement =>
  element('button', { type: 'submit', class: kinds.primary }, label)

/** A link that looks like a button, for going on to another page. */
export const linkButton = (kind: ButtonKind, label: string, href: string): HTMLAnchorElement =>
  element('a', { href, class: `utrecht-button-link ${kinds[kind]}` }, label)

/** Does something once: what is asked while it is under way is left undone. The button keeps its focus. */
export const whileBusy = async (
  made: HTMLButtonElement,
  busy: string,
  act: () => void | Promise<void>,
): Promise<void> => {
  if (made.ariaBusy === 'true') return
  const work = act()
  if (work === undefined) return
  const label = [...made.childNodes]
  made.ariaBusy = 'true'
  made.ariaDisabled = 'true'
  made.replaceChildren(busy)
  await work.finally(() => {
    made.ariaBusy = null
    made.ariaDisabled = null
    made.replaceChildren(...label)
  })
}
