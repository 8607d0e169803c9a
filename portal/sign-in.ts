import { button } from './button.ts'
import { buttonGroup, element } from './element.ts'
import type { Page } from './visit.ts'

/** What the page is for, to somebody who is not signed in. */
export const signInPage = (signIn: () => void): Page => ({
  title: 'Aanmelden',
  content: [
    element('h1', { tabindex: -1 }, 'Monitoring Sociale Veiligheid doorleveren'),
    element(
      'p',
      { class: 'utrecht-paragraph utrecht-paragraph--lead' },
      'Bekijk de resultaten van uw school. ',
      'Laat ze leveren aan de Inspectie van het Onderwijs als uw bestuur daarvoor toestemming geeft.',
    ),
    buttonGroup(button('primary', 'Aanmelden', signIn)),
  ],
})
