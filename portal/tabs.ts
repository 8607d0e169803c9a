import { element } from './element.ts'

interface Panel<Id extends string> {
  id: Id
  name: string
  content: HTMLElement
}

/** Tabs as in the ARIA authoring practices: the arrow keys, Home and End go from one to another. */
export const tabs = <Id extends string>(
  label: string,
  panels: readonly Panel<Id>[],
  chosen: Id | undefined,
  chose: (id: Id) => void,
): HTMLElement => {
  const all = panels.map(({ id, name, content }) => {
    const [tabId, panelId] = [`tab-${id}`, `paneel-${id}`]
    const tab = element(
      'button',
      { type: 'button', class: 'tab', role: 'tab', id: tabId, 'aria-controls': panelId },
      name,
    )
    const panel = element('div', { role: 'tabpanel', id: panelId, 'aria-labelledby': tabId }, content)
    return { id, tab, panel }
  })
  const select = (place: number): void => {
    all.forEach(({ tab, panel }, at) => {
      tab.setAttribute('aria-selected', String(at === place))
      tab.tabIndex = at === place ? 0 : -1
      panel.hidden = at !== place
    })
  }
  const move = (to: number): void => {
    const place = (to + all.length) % all.length
    select(place)
    const next = all[place]
    next?.tab.focus()
    if (next) chose(next.id)
  }
  all.forEach(({ tab }, at) => {
    tab.addEventListener('click', () => move(at))
    tab.addEventListener('keydown', event => {
      const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      move(to)
    })
  })
  select(
    Math.max(
      0,
      all.findIndex(({ id }) => id === chosen),
    ),
  )
  return element(
    'div',
    { class: 'tabs' },
    element('div', { role: 'tablist', 'aria-label': label }, ...all.map(({ tab }) => tab)),
    ...all.map(({ panel }) => panel),
  )
}
