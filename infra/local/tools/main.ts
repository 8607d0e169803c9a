import { element } from '../../../portal/element.ts'
import type { Tools } from '../../../portal/tools.ts'
import { clock } from './clock.ts'
import { post } from './post.ts'

/** The bar of the local environment: its clock, and what went out. */
export const start: Tools['start'] = async (place, screen) => {
  document.head.append(element('link', { rel: 'stylesheet', href: '/_local/tools.css' }))
  place.append(
    element(
      'section',
      { class: 'tools sheet', 'aria-label': 'Klok en post van de lokale omgeving' },
      ...(await clock(screen, post())),
    ),
  )
}
