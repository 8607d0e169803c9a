import { button } from '../button.ts'
import { buttonGroup, element, remark } from '../element.ts'
import type { ConsentAnswers, ConsentView, EventView } from '../shapes.ts'
import { table } from '../table.ts'
import { momentInWords } from '../wording.ts'
import { answersOf, type Difference, differences } from './answers.ts'
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

const did: Readonly<Partial<Record<EventView['type'], string>>> = {
  given: 'toestemming gegeven',
  changed: 'de toestemming gewijzigd',
  withdrawn: 'de toestemming ingetrokken',
}

/** What somebody else saved meanwhile beside one's own answers, to choose between. */
export const conflictRemark = ({
  consent,
  overtakenBy,
  answers,
  name,
  saveMine,
  keepOther,
}: Conflict): HTMLElement => {
  const { type, at, by } = overtakenBy
  const isOwn = isBy(overtakenBy, name)
  const who = isOwn ? 'U heeft zelf, bijvoorbeeld in een ander venster,' : `${by?.name} heeft`
  const conflict = remark(
    'warning',
    element('h2', {}, 'Intussen is er iets anders opgeslagen'),
    element('p', {}, `${who} op ${momentInWords(at)} ${did[type]}. Uw antwoorden zijn nog niet opgeslagen.`),
    differenceTable(
      differences(answersOf(consent), answers),
      isOwn ? 'Wat al is opgeslagen' : `Antwoord van ${by?.name}`,
    ),
    buttonGroup(
      button('primary', 'Mijn antwoorden opslaan', saveMine, 'Bezig met opslaan'),
      button('secondary', 'De andere houden', keepOther),
    ),
  )
  conflict.role = 'alert'
  conflict.tabIndex = -1
  return conflict
}

const differenceTable = (found: readonly Difference[], theirs: string): HTMLElement =>
  found.length === 0
    ? element('p', {}, 'De antwoorden zijn dezelfde als die van u.')
    : table({
        caption: 'Wat verschilt',
        columns: [{ label: 'Vraag' }, { label: theirs }, { label: 'Uw antwoord' }],
        rows: found.map(({ name, one = unanswered, other = unanswered }) => [name, one, other]),
      })

const unanswered = 'Niet ingevuld'
