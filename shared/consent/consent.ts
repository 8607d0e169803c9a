import * as z from 'zod/mini'
import type { Role } from '../access/policy.ts'
import type { BoardId } from '../directory/identifiers.ts'
import { textAs } from '../platform/stored.ts'
import type { Instant } from '../platform/time.ts'
import type { ConsentTerms } from './terms.ts'

/** A person as others see one. A role that is no more, or that only newer code knows, is still read. */
export const namedPersonFields = { name: z.string(), role: textAs<Role>() }

export type NamedPerson = z.output<z.ZodMiniObject<typeof namedPersonFields>>

/** Who did it: `sub` of the token tells two people of one name apart and is never shown. */
export const personFields = { sub: z.string(), ...namedPersonFields }

export type Person = z.output<z.ZodMiniObject<typeof personFields>>

/** Of a caller what an event keeps. */
export const personOf = ({ sub, name, role }: Person): Person => ({ sub, name, role })

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
