const CONTROLS = 'a, button, input, select, summary, textarea'

/** Leaves the second click of a double click undone where it falls on another control: the first has put that under the pointer. */
export const ignoreStrayDoubleClicks = (): void => {
  let pressed: Element | null
  const clicked = (event: MouseEvent): void => {
    const control = controlOf(event.target as Element)
    // A key counts no clicks.
    if (event.detail <= 1) pressed = control
    else if (control !== pressed) {
      event.preventDefault()
      event.stopPropagation()
    }
  }
  addEventListener('click', clicked, { capture: true })
}

const controlOf = (target: Element): Element | null =>
  target.closest('label')?.control ?? target.closest(CONTROLS)
