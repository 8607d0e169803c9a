import { mailReferenceOf } from '../consent/event-name.ts'
import { levelInWords } from '../consent/in-words.ts'
import type { LogRecord, LogState } from '../consent/log.ts'
import type { BoardId } from '../directory/identifiers.ts'
import { dayInWords, momentInWords } from '../platform/time.ts'
import { type Fact, htmlOf, type Letter, onOneLine, paragraph, textOf } from './letter.ts'
import type { Mail } from './ports.ts'
import { isMailed, isStillOpen, lastOpenDay, personInWords, whoInWords, wordings } from './wording.ts'

/** A board, and the addresses of its administrators. */
export interface MailedBoard {
  boardId: BoardId
  to: readonly string[]
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
  { boardId, to }: MailedBoard,
  portalUrl: string,
): Mail => {
  const ofConsent = boardId === record.state.consent.boardId
  const reference = mailReferenceOf({ key: record, boardId: ofConsent ? undefined : boardId })
  const letter = letterAbout(record, before, boardId, portalUrl)
  return mailOf(letter, to, { reference, traceId: record.traceId })
}

/** The letter as one message to all of them. */
export const mailOf = (
  letter: Letter,
  to: readonly string[],
  named: Pick<Mail, 'reference' | 'traceId'>,
): Mail => ({
  to,
  subject: letter.subject,
  text: textOf(letter),
  html: htmlOf(letter),
  ...named,
})

const letterAbout = (
  record: LogRecord,
  before: LogState | undefined,
  boardId: BoardId,
  portalUrl: string,
): Letter => {
  const { type, version, schoolYear } = record
  if (!isMailed(type)) throw new Error(`nobody is mailed about ${type} (version ${version})`)
  const { heading, told, changes, advice } = wordings[type](record, before)
  const { schoolName } = record.state.consent
  return {
    subject: onOneLine(`${heading}: ${schoolName}, ${schoolYear}`),
    heading,
    blocks: [
      ...told.map(paragraph),
      ...(changes?.length ? [{ kind: 'facts', caption: 'Wat is gewijzigd', facts: changes } as const] : []),
      { kind: 'facts', caption: 'Gegevens', facts: factsAbout(record) },
      ...advice.map(paragraph),
      { kind: 'link', text: 'Open het portaal', url: portalUrl },
    ],
    footer: `Dit is een automatisch bericht aan de gebruikersbeheerders van bestuur ${boardId}.`,
  }
}

const factsAbout = (record: LogRecord): readonly Fact[] => {
  const { schoolId, schoolYear, at, by, state, presentBoardId } = record
  const { terms, boardId, schoolName, given, changed } = state.consent
  return [
    ['School', schoolName],
    ['Vestigingscode', schoolId],
    ['Schooljaar', schoolYear],
    ...(presentBoardId
      ? [
          ['Bestuur bij de toestemming', boardId] as const,
          ['Bestuur van de school nu', presentBoardId] as const,
        ]
      : []),
    ['Door wie', whoInWords(record)],
    ['Vastgelegd op', momentInWords(at)],
    // Where nobody did it, a board still wants to know whose consent it rests on.
    ...(by ? [] : [['Toestemming van', personInWords((changed ?? given).by)] as const]),
    ['Doorleverniveau', levelInWords[terms.level]],
    ['Doorleverdatum', dayInWords(terms.deliveryDate)],
    ...(isStillOpen(record) ? [['Wijzigen of intrekken', `tot en met ${lastOpenDay(record)}`] as const] : []),
    ...receiptFacts(state),
  ]
}

const receiptFacts = ({ receipt }: LogState): readonly Fact[] =>
  receipt
    ? [
        ['Ontvangen door de inspectie', momentInWords(receipt.receivedAt)],
        ['Ontvangstnummer', receipt.receiptId],
      ]
    : []
