import { element } from './element.ts'

/** The steps of a task by their names, which is the one at hand, and which before it were left open (from 0). */
export const stepList = (
  names: readonly string[],
  current: number,
  open: readonly number[] = [],
): HTMLElement =>
  element(
    'nav',
    { class: 'steps', 'aria-label': 'Stappen' },
    element('p', { class: 'steps-told' }, `Stap ${current + 1} van ${names.length}`),
    element(
      'ol',
      {},
      ...names.map((name, place) => {
        const isDone = place < current && !open.includes(place)
        return element(
          'li',
          { 'aria-current': place === current ? 'step' : null, class: isDone ? 'done' : null },
          name,
          isDone && element('span', { class: 'unseen' }, ' (klaar)'),
        )
      }),
    ),
  )

export interface ProgressBar {
  node: HTMLElement
  /** How far it is, and in words: `3 van 12 scholen opgeslagen`. */
  tell(done: number, of: number, inWords: string): void
}

/** How far something is that takes a while; that it is under way, until more is known. */
export const progressBar = (label: string): ProgressBar => {
  const bar = element('progress', { max: 1, 'aria-label': label })
  const told = element('p', { role: 'status' }, `${label}…`)
  return {
    node: element('div', { class: 'progress' }, bar, told),
    tell: (done, of, inWords) => {
      bar.max = of
      bar.value = done
      told.textContent = inWords
    },
  }
}
