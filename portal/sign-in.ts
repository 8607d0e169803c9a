import { type DemoPerson, demoPeople } from './demo-people.ts'
import { element } from './element.ts'
import type { Page } from './visit.ts'

/** Choosing who to be: for the local environment only. */
export const signInPage = (choose: (person: DemoPerson) => void): Page => ({
  title: 'Aanmelden',
  content: [
    element('h1', { tabindex: -1 }, 'Monitoring Sociale Veiligheid doorleveren'),
    element(
      'p',
      { class: 'lead' },
      'Bekijk de resultaten van uw school. ',
      'Laat ze leveren aan de Inspectie van het Onderwijs als uw bestuur daarvoor toestemming geeft.',
    ),
    element('h2', {}, 'Aanmelden als'),
    element('p', {}, 'Dit scherm hoort alleen bij de lokale omgeving: u kiest hier wie u bent.'),
    peopleOf('school', 'Medewerker van een school', choose),
    peopleOf('board', 'Medewerker van een bestuur', choose),
  ],
})

const peopleOf = (role: 'school' | 'board', heading: string, choose: (person: DemoPerson) => void) =>
  element(
    'section',
    { 'aria-labelledby': `als-${role}` },
    element('h3', { id: `als-${role}` }, heading),
    element(
      'ul',
      { class: 'people' },
      ...demoPeople
        .filter(({ claims }) => claims.role === role)
        .map(person => element('li', {}, personButton(person, choose))),
    ),
  )

const personButton = (person: DemoPerson, choose: (person: DemoPerson) => void) =>
  element(
    'button',
    { type: 'button', class: 'person', onclick: () => choose(person) },
    element('strong', {}, person.name),
    element('span', {}, person.told),
  )
