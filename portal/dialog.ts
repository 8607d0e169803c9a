import { buttonGroup, type Child, element } from './element.ts'

interface DialogOptions {
  /** Of the elements in it. */
  id: string
  heading: string
  content: readonly Child[]
  /** The safe one first. */
  buttons: readonly HTMLButtonElement[]
}

/** A question that comes before anything else. Shown by `showModal`; the focus begins at its heading, and returns to where it was. */
export const dialog = ({ id, heading, content, buttons }: DialogOptions): HTMLDialogElement =>
  element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': `${id}-kop`, 'aria-describedby': `${id}-uitleg` },
    element('h2', { id: `${id}-kop`, tabindex: -1, autofocus: true }, heading),
    element('div', { class: 'stack', id: `${id}-uitleg` }, ...content),
    buttonGroup(...buttons),
  )
