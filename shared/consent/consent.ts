import type { Role } from '../access/policy.ts'
import type { BoardId } from '../directory/identifiers.ts'
import type { Instant } from '../platform/time.ts'
import type { ConsentTerms } from './terms.ts'

/** A person as others see one. */
export interface NamedPerson {
  name: string
  role: Role
}

/** Who did it: `sub` of the token tells two people of one name apart and is never shown. */
export interface Person extends NamedPerson {
  sub: string
}

export interface Signature {
  by: NamedPerson
  at: Instant
}

/** What a save leaves on the consent; by whom exactly stands in its event. */
export const signatureOf = ({ by: { name, role }, at }: Signature): Signature => ({ by: { name, role }, at })

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
