import { roleInWords } from '../access/policy.ts'
import type { NamedPerson } from '../consent/consent.ts'
import { editableUntil, isEditable } from '../consent/deadline.ts'
import { levelInWords } from '../consent/in-words.ts'
import type { LogRecord, LogState } from '../consent/log.ts'
import { type EventType, transitions } from '../consent/transitions.ts'
import type { BoardId } from '../directory/identifiers.ts'
import { thresholdInWords } from '../monitoring/threshold.ts'
import { dayInWords, dayOf, secondsAfter } from '../platform/time.ts'
import { changedTerms } from './changed-terms.ts'
import type { Fact } from './mail-content.ts'

/** The events a board is mailed about: rule 7, as the table of transitions has it. */
type MailedEvent = {
  [Type in EventType]: (typeof transitions)[Type]['mails'] extends true ? Type : never
}[EventType]

export const isMailed = (type: EventType): type is MailedEvent => transitions[type].mails

/** What is particular to one event: what happened and what the reader can do now. */
interface Wording {
  heading: string
  statements: readonly string[]
  changes?: readonly Fact[]
  advice: readonly string[]
}

const results = 'resultaten van de monitoring sociale veiligheid'
const inspectorate = 'de Inspectie van het Onderwijs'
const smallGroups = `Van een groep met minder dan ${thresholdInWords} respondenten worden nooit resultaten geleverd.`
const mayWithdraw = 'Wilt u niet meer leveren? Dan kunt u de toestemming intrekken.'
const seeReport = 'Daar ziet u ook welk rapport wordt geleverd.'

/** Plain Dutch (B1) for each event; `before` is the state the event found. */
export const wordings: Record<MailedEvent, (record: LogRecord, before: LogState | undefined) => Wording> = {
  given: (record, before) => ({
    heading: before ? 'Toestemming opnieuw gegeven' : 'Toestemming gegeven',
    statements: [
      `${saverOf(record)} heeft ${before ? 'opnieuw ' : ''}toestemming vastgelegd ${toDeliver(record)}.`,
      planOf(record),
    ],
    advice: [`${mayStillEdit(record)} ${seeReport}`, ...notAgreed(record)],
  }),

  changed: (record, before) => {
    // A change always follows something.
    const changes = changedTerms(before!.consent.terms, record.state.consent.terms)
    const [heading, what] =
      changes.length > 0
        ? ['Toestemming gewijzigd', 'gewijzigd']
        : ['Toestemming opnieuw opgeslagen', 'opnieuw opgeslagen, zonder iets te wijzigen']
    return {
      heading,
      statements: [
        `${saverOf(record)} heeft de toestemming van ${schoolOf(record)} ${what}.`,
        planOf(record),
      ],
      changes,
      advice: [`${mayStillEdit(record)} ${seeReport}`, ...notAgreed(record)],
    }
  },

  withdrawn: (record, before) => ({
    heading: 'Toestemming ingetrokken',
    statements: [
      `${saverOf(record)} heeft de toestemming ingetrokken ${toDeliver(record)}.`,
      // After a delivery that failed or brought nothing there is none to cancel.
      ...(before?.phase === 'given' ? [`De levering van ${dateOf(record)} vervalt.`] : []),
      'Zonder nieuwe toestemming worden er geen resultaten geleverd.',
    ],
    advice: [
      'Wilt u toch leveren? Dan kunt u in het portaal opnieuw toestemming geven.',
      ...notAgreed(record),
    ],
  }),

  'results-changed': record => ({
    heading: 'Resultaten gewijzigd na de toestemming',
    statements: [
      `De resultaten of de leerlingaantallen van ${schoolOf(record)} zijn gewijzigd.`,
      `Daardoor is het rapport veranderd. ${isLevelLost(record) ? levelLost(record) : planOf(record)}`,
    ],
    advice: adviceOnNewResults(record),
  }),

  delivered: record => ({
    heading: 'Resultaten geleverd aan de inspectie',
    statements: [
      `De ${results} van ${schoolOf(record)} zijn geleverd aan ${inspectorate}.`,
      'De inspectie heeft de ontvangst bevestigd. Bewaar het ontvangstnummer voor uw administratie.',
    ],
    advice: [
      'U hoeft niets te doen. De toestemming kan niet meer worden gewijzigd of ingetrokken.',
      'In het portaal ziet u wat er is geleverd.',
    ],
  }),

  'nothing-to-deliver': record => ({
    heading: 'Niets geleverd aan de inspectie',
    statements: [
      `Er zijn geen ${results} van ${schoolOf(record)} geleverd aan ${inspectorate}.`,
      isLevelLost(record) ? levelDoesNotFit(record) : allGroupsAreSmall,
    ],
    advice: [
      isLevelLost(record)
        ? 'In het portaal ziet u op welk niveau u kunt leveren, en of er weer resultaten zijn. Dan kunt u opnieuw toestemming geven, voor een latere doorleverdatum als die er is.'
        : 'U kunt in het portaal opnieuw toestemming geven, voor een latere doorleverdatum als die er is.',
      mayWithdraw,
    ],
  }),

  'delivery-failed': record => ({
    heading: 'Levering aan de inspectie mislukt',
    statements: [
      `De levering van de ${results} van ${schoolOf(record)} is mislukt.`,
      'De Inspectie van het Onderwijs heeft de levering niet aangenomen en heeft dus niets ontvangen.',
    ],
    advice: [
      'Wilt u dat er opnieuw wordt geleverd? Vraag het de beheerder van het portaal, en noem het kenmerk van de levering.',
      'U kunt in het portaal ook opnieuw toestemming geven, voor een latere doorleverdatum als die er is.',
      mayWithdraw,
    ],
  }),
}

/** `M. Jansen (school)` */
export const personInWords = ({ name, role }: NamedPerson): string => `${name} (${roleInWords(role)})`

/** A save is always somebody's. */
const saverOf = ({ by }: LogRecord): string => personInWords(by!)

export type BoardNames = ReadonlyMap<BoardId, string>

/** A board by its name; by its number where the directory knows none. */
export const boardInWords = (names: BoardNames, boardId: BoardId): string =>
  names.get(boardId) ?? `bestuur ${boardId}`

/** Whether the consent, at the moment of the event, is in force and can still be changed. */
const isStillOpen = ({ state, at }: LogRecord): boolean => state.phase === 'given' && isEditable(state, at)

/** Rule 1: the whole day before the delivery date is open; `30 juni 2027`. */
const lastOpenDay = ({ state }: LogRecord): string =>
  dayInWords(dayOf(secondsAfter(editableUntil(state), -1)))

const schoolOf = ({ state }: LogRecord): string => state.consent.schoolName
const dateOf = ({ state }: LogRecord): string => dayInWords(state.consent.terms.deliveryDate)
const levelOf = ({ state }: LogRecord): string => levelInWords[state.consent.terms.level]

/** Rule 3: newer results no longer allow the level of the consent. */
const isLevelLost = ({ state }: LogRecord): boolean => state.consent.reportDigest === null

const toDeliver = (record: LogRecord): string =>
  `om de ${results} van ${schoolOf(record)} te leveren aan ${inspectorate}`

const planOf = (record: LogRecord): string =>
  `Op ${dateOf(record)} worden de resultaten geleverd die dan bekend zijn. ${smallGroups} Blijft er zo geen groep over, dan wordt er niets geleverd.`

const levelLost = (record: LogRecord): string =>
  `${levelDoesNotFit(record)} Blijft dat zo, dan wordt er op ${dateOf(record)} niets geleverd.`

/** They were taken back, or are of a questionnaire that is not delivered at that level. */
const levelDoesNotFit = (record: LogRecord): string =>
  `Er zijn geen resultaten meer die op ${levelOf(record)} kunnen worden geleverd.`

const allGroupsAreSmall = `Er is geen groep waarin ${thresholdInWords} of meer leerlingen de vragenlijst hebben ingevuld. Dan wordt er niets geleverd.`

const mayStillEdit = (record: LogRecord): string =>
  `U kunt de toestemming tot en met ${lastOpenDay(record)} in het portaal wijzigen of intrekken.`

/** Somebody of a board may be among the readers, and needs no advice to ask themself. */
const notAgreed = ({ by }: LogRecord): readonly string[] =>
  by?.role === 'school' ? [`Klopt dit niet? Neem dan contact op met ${personInWords(by)}.`] : []

const adviceOnNewResults = (record: LogRecord): readonly string[] => {
  // An import that began before the delivery date may end on it: then there is nothing left to choose.
  if (!isStillOpen(record))
    return [
      'De doorleverdatum is bereikt. De toestemming kan nu niet worden gewijzigd of ingetrokken.',
      'U krijgt bericht over de levering.',
    ]
  const first = isLevelLost(record)
    ? 'Wilt u wel leveren? In het portaal ziet u of dat op een ander niveau kan.'
    : `Bekijk het nieuwe rapport in het portaal. Doet u niets, dan wordt op ${dateOf(record)} het nieuwe rapport geleverd.`
  return [first, mayStillEdit(record)]
}
