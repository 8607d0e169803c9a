import { mailReferenceOf } from '../consent/event-name.ts'
import { levelInWords } from '../consent/in-words.ts'
import type { LogRecord, LogState } from '../consent/log.ts'
import { deliveryIdOf } from '../delivery/delivery.ts'
import type { BoardId } from '../directory/identifiers.ts'
import { dayInWords, momentInWords } from '../platform/time.ts'
import { type Fact, htmlOf, type MailContent, onOneLine, paragraph, textOf } from './mail-content.ts'
import { schoolAddress } from './portal-address.ts'
import type { Mail } from './ports.ts'
import { type BoardNames, boardInWords, isMailed, personInWords, wordings } from './wording.ts'

/** A board, and the addresses of its administrators. */
export interface MailedBoard {
  boardId: BoardId
  to: readonly string[]
  /** The present names of this board and of those that the event is about. */
  boardNames: BoardNames
}

/**
 * The mail a board gets about an event (contract, rule 7), in Dutch: one message to all its administrators.
 * `before` is the state the event found, undefined for the first. Holds no scores, none of the school's own
 * words on its survey, no names of administrators. Days and times are those in Europe/Amsterdam.
 * Throws for an event that nobody is mailed about.
 */
export const mailAbout = (
  record: LogRecord,
  before: LogState | undefined,
  { boardId, to, boardNames }: MailedBoard,
  portalUrl: string,
): Mail => {
  const ofConsent = boardId === record.state.consent.boardId
  const reference = mailReferenceOf({ key: record, boardId: ofConsent ? undefined : boardId })
  const content = contentAbout(record, before, { boardId, boardNames }, portalUrl)
  return mailOf(content, to, { reference, traceId: record.traceId })
}

/** The content as one message to all of them. */
export const mailOf = (
  content: MailContent,
  to: readonly string[],
  named: Pick<Mail, 'reference' | 'traceId'>,
): Mail => ({
  to,
  subject: content.subject,
  text: textOf(content),
  html: htmlOf(content),
  ...named,
})

const contentAbout = (
  record: LogRecord,
  before: LogState | undefined,
  { boardId, boardNames }: Omit<MailedBoard, 'to'>,
  portalUrl: string,
): MailContent => {
  const { type, version, schoolYear } = record
  if (!isMailed(type)) throw new Error(`nobody is mailed about ${type} (version ${version})`)
  const { heading, statements, changes, advice } = wordings[type](record, before)
  const { schoolName } = record.state.consent
  return {
    subject: onOneLine(`${heading}: ${schoolName}, ${schoolYear}`),
    heading,
    blocks: [
      ...statements.map(paragraph),
      ...(changes?.length ? [{ kind: 'facts', caption: 'Wat is gewijzigd', facts: changes } as const] : []),
      { kind: 'facts', caption: 'Gegevens', facts: factsAbout(record, boardNames) },
      ...advice.map(paragraph),
      { kind: 'link', text: 'Bekijk de school in het portaal', url: schoolAddress(portalUrl, record) },
    ],
    footer: `Dit is een automatisch bericht aan de gebruikersbeheerders van ${boardInWords(boardNames, boardId)}.`,
  }
}

const factsAbout = (record: LogRecord, boardNames: BoardNames): readonly Fact[] => {
  const { schoolId, schoolYear, state, presentBoardId } = record
  const { terms, boardId, schoolName } = state.consent
  return [
    ['School', `${schoolName} (${schoolId})`],
    ['Schooljaar', schoolYear],
    ...(presentBoardId
      ? [
          ['Bestuur bij de toestemming', boardInWords(boardNames, boardId)] as const,
          ['Bestuur van de school nu', boardInWords(boardNames, presentBoardId)] as const,
        ]
      : []),
    ...momentsOf(record),
    ['Doorleverniveau', levelInWords[terms.level]],
    ['Doorleverdatum', dayInWords(terms.deliveryDate)],
    ...outcomeFacts(record),
  ]
}

/** Who did it is said above; where nobody did, a board still wants to know whose consent it rests on, and since when. */
const momentsOf = ({ type, at, by, state }: LogRecord): readonly Fact[] => {
  if (by) return [['Vastgelegd op', momentInWords(at)]]
  const { given, changed } = state.consent
  const saved = changed ?? given
  return [
    ['Toestemming van', personInWords(saved.by)],
    [changed ? 'Toestemming gewijzigd op' : 'Toestemming gegeven op', momentInWords(saved.at)],
    // The receipt says when.
    ...(state.receipt ? [] : [[happenedOn(type), momentInWords(at)] as const]),
  ]
}

const happenedOn = (type: LogRecord['type']): string =>
  type === 'results-changed' ? 'Resultaten gewijzigd op' : 'Uitkomst vastgesteld op'

/** What is known of how the delivery ended. */
const outcomeFacts = (record: LogRecord): readonly Fact[] => {
  const { receipt, attempts } = record.state
  if (receipt)
    return [
      ['Ontvangen door de inspectie', momentInWords(receipt.receivedAt)],
      ['Ontvangstnummer', receipt.receiptId],
    ]
  return record.type === 'delivery-failed'
    ? [
        ['Aantal pogingen', String(attempts)],
        ['Kenmerk van de levering', deliveryIdOf(record, record.state)],
      ]
    : []
}
