import type { BoardId } from '../directory/identifiers.ts'
import type { Level } from '../monitoring/report.ts'
import type { Instant, LocalDate } from '../platform/time.ts'

/** How the survey was held (afname). A reason is kept only where pupils were not anonymous. */
export interface Conduct {
  representative: boolean
  surveyedGroup: string
  anonymous: boolean
  notAnonymousReason?: string
}

/** What a school agrees to when it saves. */
export interface ConsentTerms {
  boardApproval: true
  boardNotification: true
  level: Level
  deliveryDate: LocalDate
  conduct: Conduct
}

/** Who did it: `sub` of the token tells two people of one name apart and is never shown. */
export interface Person {
  sub: string
  name: string
  role: 'school' | 'board' | 'operator'
}

export interface Signature {
  by: Person
  at: Instant
}

/** A consent as the log holds it, with the board and the name the school had when it was given. */
export interface Consent {
  terms: ConsentTerms
  boardId: BoardId
  schoolName: string
  /** Digest of the document in force; null where the results no longer allow the level. */
  reportDigest: string | null
  given: Signature
  changed: Signature | null
  withdrawn: Signature | null
}
