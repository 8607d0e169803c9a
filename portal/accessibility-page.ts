import type { Configuration } from './configuration.ts'
import { bullets, type Child, element, facts, paragraph, section } from './element.ts'
import type { Page } from './visit.ts'
import { dayInWords } from './wording.ts'

type Statement = Configuration['accessibility']

const TITLE = 'Toegankelijkheidsverklaring'

/** The accessibility statement, in the order of the model that Dutch public bodies use. */
export const accessibilityPage = (statement: Statement): Page => ({
  title: TITLE,
  content: [
    element('h1', { tabindex: -1 }, TITLE),
    element(
      'p',
      { class: 'utrecht-paragraph utrecht-paragraph--lead' },
      `${statement?.organisation ?? 'De beheerder van dit portaal'} wil dat iedereen dit portaal kan gebruiken, ook mensen met een beperking.`,
    ),
    section(
      'status',
      'Status: eerste maatregelen genomen (C)',
      paragraph(
        'Dit portaal is gemaakt om te voldoen aan WCAG 2.2, niveau A en AA (EN 301 549). ',
        'Een onafhankelijke partij heeft dat nog niet onderzocht. Daarom is de status niet hoger dan C.',
      ),
      facts(
        ['Geldt voor', location.host],
        statement !== undefined && ['Opgesteld op', dayInWords(statement.drawnUpOn)],
      ),
    ),
    section('onderzoek', 'Wat is getest', bullets(tested)),
    section('niet-getest', 'Wat niet is getest', bullets(untested)),
    section(
      'melden',
      'Probleem melden',
      paragraph('Werkt iets niet goed voor u? Of heeft u de informatie in een andere vorm nodig?'),
      paragraph(...contact(statement)),
      paragraph(
        'Bent u niet tevreden over de reactie? Dan kunt u een klacht indienen bij de ',
        element(
          'a',
          { href: 'https://www.nationaleombudsman.nl/', rel: 'noreferrer' },
          'Nationale ombudsman',
        ),
        '.',
      ),
    ),
  ],
})

const tested = [
  'Elk scherm, ook met foutmeldingen, is bij iedere wijziging getest met axe: op een breed scherm, op 320 pixels breed, licht en donker.',
  'Toestemming geven, wijzigen en intrekken is bij iedere wijziging getest met alleen het toetsenbord.',
  'Vergroten tot 400% en ruimere regels, woorden en letters zijn gemeten: er verdwijnt geen tekst.',
  'Het rapport als PDF is gelabeld (tagged) voor schermlezers. Alle cijfers zijn er ook als CSV-bestand.',
]

const untested = [
  'Er is geen onderzoek gedaan door een onafhankelijke partij.',
  'Mensen die een schermlezer, spraakbesturing of andere hulpmiddelen gebruiken, hebben het portaal nog niet beoordeeld.',
]

const contact = (statement: Statement): readonly Child[] =>
  statement === undefined
    ? ['Laat het weten aan de beheerder van dit portaal.']
    : ['Mail naar ', element('a', { href: `mailto:${statement.email}` }, statement.email), '.']
