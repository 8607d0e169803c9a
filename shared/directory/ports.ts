import * as z from 'zod/mini'
import { day } from '../platform/day.ts'
import type { Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import { sectors } from './education.ts'
import { type BoardId, isBoardId, isSchoolId, type SchoolId, type SchoolYear } from './identifiers.ts'

/** A school as files tell of it. What comes later is optional (`z.exactOptional`), for schools that were stored before. */
export const schoolFields = {
  schoolId: z.custom<SchoolId>(isSchoolId),
  schoolName: z.string(),
  city: z.string(),
  sector: z.enum(sectors),
  boardId: z.custom<BoardId>(isBoardId),
  boardName: z.string(),
}

export type School = z.output<z.ZodMiniObject<typeof schoolFields>>

export type ListedSchool = School & {
  /** Boards it had before, where it had another. What was listed in their time stands under them. */
  formerBoardIds?: readonly BoardId[]
}

/** A school as it is looked up by itself. */
export type KnownSchool = ListedSchool & {
  /** Whether somebody of its board can be mailed. A board that has an administrator always keeps one. */
  boardHasAdministrators: boolean
}

const administrator = z.object({ name: z.string(), email: z.string() })

export type Administrator = z.output<typeof administrator>

/** The administrators of a board; and whether it wants mails before the last window closes. */
export const administratorsFields = { items: z.array(administrator), reminders: z.boolean() }

export type Administrators = Readonly<z.output<z.ZodMiniObject<typeof administratorsFields>>>

/** By whom administrators were changed, and when. */
export interface AdministratorsChange {
  /** Of a file: when its import began. */
  at: Instant
  /** The name of somebody of the board; null where an operator brought a file. */
  by: string | null
  /** Of the request that asked for it; of a file one of its own. */
  traceId: TraceId
}

/** First to last day, both inclusive. `not-delivered` marks a catch-up window for schools that have not delivered yet. */
export const windowFields = { fromDate: day, untilDate: day, eligibility: z.enum(['all', 'not-delivered']) }

export type DeliveryWindow = z.output<z.ZodMiniObject<typeof windowFields>>

/** What a board has before anybody sets administrators. */
export const noAdministrators: Administrators = { items: [], reminders: false }

/** The delivery windows of one school year. */
export interface CalendarYear {
  schoolYear: SchoolYear
  deliveryWindows: readonly DeliveryWindow[]
}

/** Schools, boards and their administrators, as the last import left them. */
export interface Directory {
  school(schoolId: SchoolId): Promise<KnownSchool | undefined>
  /** Those of the given schools that exist. Throws `UnreadableError` where one cannot be read. */
  schools(schoolIds: readonly SchoolId[]): Promise<ReadonlyMap<SchoolId, ListedSchool>>
  /** For a list, as are those of a board and all by name: one that cannot be read is logged and passed over. */
  listedSchools(schoolIds: readonly SchoolId[]): Promise<readonly ListedSchool[]>
  /** By school id. May lag behind the last import by a moment. */
  schoolsOfBoard(boardId: BoardId): Promise<readonly ListedSchool[]>
  /**
   * Schools by name (`placeByName`), after a place in that order where one is told, and no more than `limit`. May lag
   * behind the last import by a moment.
   */
  schoolsByName(from?: { after?: string | undefined; limit?: number }): Promise<readonly ListedSchool[]>
  /**
   * Leaves alone what an import brought that began after `importedAt`; without it, what any import brought. Of several names
   * of one board the last is that of the board, and of all its schools among these.
   */
  saveSchools(schools: readonly School[], importedAt?: Instant): Promise<void>
  /** The names of those of the given boards that exist, that is: were named by an imported school. */
  boards(boardIds: readonly BoardId[]): Promise<ReadonlyMap<BoardId, string>>
  /** The newest, or those of that version: versions count from 1 without gaps. */
  administrators(boardId: BoardId, version?: number): Promise<Administrators | undefined>
  /**
   * Makes them the next version, where they differ from the newest (`areSame`) or a later `change` confirms those, and
   * answers what is kept. A `change` that makes them differ is an announcement too, born in the same write: the board is told
   * of it. A file changes none that were changed or confirmed since it began. Undefined, and nothing written, where others
   * than `replaces` are there by then.
   */
  saveAdministrators(
    boardId: BoardId,
    administrators: Administrators,
    change?: AdministratorsChange,
    replaces?: Administrators,
  ): Promise<Administrators | undefined>
}

/** The delivery windows operators set per school year. */
export interface Calendar {
  windows(schoolYear: SchoolYear): Promise<readonly DeliveryWindow[]>
  /**
   * Of every school year that ever had a window, newest first. One that was emptied has none, nor has one that cannot be
   * read, which is logged.
   */
  years(): Promise<readonly CalendarYear[]>
  /** Replaces them all, and answers what is kept. Undefined, and nothing written, where others than `replaces` are there by then. */
  save(
    schoolYear: SchoolYear,
    windows: readonly DeliveryWindow[],
    replaces?: readonly DeliveryWindow[],
  ): Promise<readonly DeliveryWindow[] | undefined>
}
