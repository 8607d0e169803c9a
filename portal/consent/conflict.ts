import { button } from '../button.ts'
import { differenceTable } from '../differences.ts'
import { alertRemark, buttonGroup, type Child, element, paragraph } from '../element.ts'
import { happeningOf } from '../history.ts'
import type { ConsentAnswers, ConsentView, EventView } from '../shapes.ts'
import { momentInWords } from '../wording.ts'
import { answersOf, differences } from './answers.ts'
import { isBy } from './since-draft.ts'

interface Conflict {
  consent: ConsentView
  /** By which it was saved last. */
  overtakenBy: EventView
  answers: ConsentAnswers
  /** Who fills in the form. */
  name: string
  saveMine(): Promise<void>
  keepOther(): Promise<void>
}

/** What somebody else saved meanwhile beside one's own answers, to choose between. */
export const conflictRemark = (conflict: Conflict): HTMLElement =>
  alertRemark(
    'warning',
    ...(conflict.overtakenBy.type === 'withdrawn' ? withdrawn(conflict) : changed(conflict)),
  )

const changed = ({
  consent,
  overtakenBy,
  answers,
  name,
  saveMine,
  keepOther,
}: Conflict): readonly Child[] => [
  element('h2', {}, otherAnswersSaved(overtakenBy, name)),
  paragraph(`${whatHappened(overtakenBy, name)} Uw antwoorden zijn nog niet opgeslagen.`),
  differenceTable(differences(answersOf(consent), answers), {
    what: 'Vraag',
    one: isBy(overtakenBy, name) ? 'Wat al is opgeslagen' : `Antwoord van ${overtakenBy.by?.name}`,
    other: 'Uw antwoord',
    missing: 'Niet ingevuld',
    none: 'De antwoorden zijn dezelfde als die van u.',
  }),
  buttonGroup(
    button('primary', 'Mijn antwoorden opslaan', saveMine, 'Bezig met opslaan…'),
    button(
      'secondary',
      isBy(overtakenBy, name)
        ? 'Houden wat al is opgeslagen'
        : `Antwoorden van ${overtakenBy.by?.name} houden`,
      keepOther,
    ),
  ),
]

/** Saving would give consent again, so it is not what comes first. */
const withdrawn = ({ overtakenBy, name, saveMine, keepOther }: Conflict): readonly Child[] => [
  element('h2', {}, 'De toestemming is intussen ingetrokken'),
  paragraph(
    `${whatHappened(overtakenBy, name)} Er wordt niets geleverd, tenzij u opnieuw toestemming geeft. Uw antwoorden zijn nog niet opgeslagen.`,
  ),
  buttonGroup(
    button('primary', 'Ingetrokken laten', keepOther),
    button('secondary', 'Toch opnieuw toestemming geven', saveMine),
  ),
]

export const otherAnswersSaved = (event: EventView, name: string): string =>
  `${isBy(event, name) ? 'U' : event.by?.name} heeft intussen andere antwoorden opgeslagen`

const whatHappened = (event: EventView, name: string): string => {
  const who = isBy(event, name)
    ? 'U heeft zelf, bijvoorbeeld in een ander venster,'
    : `${event.by?.name} heeft`
  return `${who} op ${momentInWords(event.at)} de ${happeningOf(event).toLowerCase()}.`
}
