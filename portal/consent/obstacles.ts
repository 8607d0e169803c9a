import { element, remark } from '../element.ts'
import type { Person } from '../openid.ts'
import type { Monitoring } from '../shapes.ts'

type Obstacle = Monitoring['obstacles'][number]

type Role = Person['role']

/** What is missing, and who can do something about it. */
const told: Readonly<
  Record<Obstacle, (monitoring: Monitoring, role: Role) => readonly [missing: string, whatToDo: string]>
> = {
  'no-survey-results': ({ schoolYear }) => [
    `Er zijn nog geen onderzoeksresultaten van schooljaar ${schoolYear}`,
    'Is de vragenlijst al afgenomen? Vraag de beheerder van dit portaal dan wanneer de resultaten hier staan. U krijgt daarvan geen bericht: kijk later nog eens.',
  ],
  'no-board-administrator': ({ boardName }, role) => [
    `${boardName} heeft nog geen gebruikersbeheerder`,
    role === 'board'
      ? 'Die krijgt bericht van elke toestemming. Vul eerst bij Gebruikersbeheerders in wie dat is.'
      : `Die krijgt bericht van elke toestemming. Vraag ${boardName} om een gebruikersbeheerder op te geven. Het bestuur doet dat in dit portaal, of via de beheerder van dit portaal.`,
  ],
  'no-delivery-window': () => [
    'Er is op dit moment geen doorleverdatum beschikbaar',
    'Vraag de beheerder van dit portaal wanneer er weer geleverd kan worden, of kijk later nog eens.',
  ],
}

/** Told before the form: without these nothing can be saved. Who only reads is not told what to do. */
export const obstacleRemark = (monitoring: Monitoring, role: Role): HTMLElement => {
  const isReader = role === 'operator'
  return remark(
    'warning',
    element(
      'h3',
      {},
      isReader ? 'Er kan nu geen toestemming worden gegeven' : 'U kunt nu geen toestemming geven',
    ),
    element(
      'ul',
      {},
      ...monitoring.obstacles.map(obstacle => {
        const [missing, whatToDo] = told[obstacle](monitoring, role)
        return element('li', {}, element('strong', {}, `${missing}.`), isReader ? null : ` ${whatToDo}`)
      }),
    ),
  )
}
