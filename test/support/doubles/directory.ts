import { isDeepStrictEqual } from 'node:util'
import { areSame } from '../../../shared/directory/administrators.ts'
import { placeByName, sortedByName } from '../../../shared/directory/by-name.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import {
  type Administrators,
  type AdministratorsChange,
  type Directory,
  type KnownSchool,
  type ListedSchool,
  noAdministrators,
  type School,
} from '../../../shared/directory/ports.ts'
import { InMemoryAnnouncements } from './announcements.ts'

/** The directory in memory; a change of administrators becomes one of these announcements. */
export class InMemoryDirectory implements Directory {
  readonly #announcements: InMemoryAnnouncements
  readonly #schools = new Map<SchoolId, ListedSchool>()
  readonly #boards = new Map<BoardId, string>()
  readonly #administrators = new Map<BoardId, readonly Administrators[]>()

  constructor(announcements = new InMemoryAnnouncements()) {
    this.#announcements = announcements
  }

  async school(schoolId: SchoolId): Promise<KnownSchool | undefined> {
    const school = this.#schools.get(schoolId)
    return school && { ...school, boardHasAdministrators: this.#administrators.has(school.boardId) }
  }

  async schools(schoolIds: readonly SchoolId[]): Promise<ReadonlyMap<SchoolId, ListedSchool>> {
    const found = schoolIds.map(id => this.#schools.get(id)).filter(school => school !== undefined)
    return new Map(found.map(school => [school.schoolId, school]))
  }

  async listedSchools(schoolIds: readonly SchoolId[]): Promise<readonly ListedSchool[]> {
    return [...(await this.schools(schoolIds)).values()]
  }

  async schoolsOfBoard(boardId: BoardId): Promise<readonly ListedSchool[]> {
    const schools = [...this.#schools.values()].filter(school => school.boardId === boardId)
    return schools.sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1))
  }

  async saveSchools(schools: readonly School[]): Promise<void> {
    for (const school of schools) {
      const before = this.#schools.get(school.schoolId)
      const had = new Set([...(before?.formerBoardIds ?? []), ...(before ? [before.boardId] : [])])
      had.delete(school.boardId)
      const formerBoardIds = [...had]
      this.#schools.set(school.schoolId, had.size > 0 ? { ...school, formerBoardIds } : school)
      this.#boards.set(school.boardId, school.boardName)
    }
  }

  async boards(boardIds: readonly BoardId[]): Promise<ReadonlyMap<BoardId, string>> {
    return new Map([...this.#boards].filter(([boardId]) => boardIds.includes(boardId)))
  }

  async administrators(boardId: BoardId, version?: number): Promise<Administrators | undefined> {
    const versions = this.#administrators.get(boardId) ?? []
    return structuredClone(versions.at(version === undefined ? -1 : version - 1))
  }

  async saveAdministrators(
    boardId: BoardId,
    administrators: Administrators,
    change?: AdministratorsChange,
    replaces?: Administrators,
  ): Promise<Administrators | undefined> {
    const versions = this.#administrators.get(boardId) ?? []
    const newest = versions.at(-1)
    if (newest && areSame(newest, administrators)) return structuredClone(newest)
    if (replaces && !isDeepStrictEqual(newest ?? noAdministrators, replaces)) return undefined
    this.#administrators.set(boardId, [...versions, structuredClone(administrators)])
    const version = versions.length + 1
    const name = `ADMINISTRATORS#${String(version).padStart(8, '0')}`
    const fresh = { effects: { attempts: 0, mails: {} } } as const
    const nextAttemptAt = change?.at
    if (change && nextAttemptAt)
      await this.#announcements.keep({
        kind: 'administrators',
        boardId,
        name,
        version,
        ...administrators,
        ...change,
        ...fresh,
        nextAttemptAt,
      })
    return administrators
  }

  async schoolsByName({
    after = '',
    limit,
  }: {
    after?: string | undefined
    limit?: number
  } = {}): Promise<readonly ListedSchool[]> {
    return sortedByName([...this.#schools.values()].filter(school => placeByName(school) > after)).slice(
      0,
      limit,
    )
  }
}
