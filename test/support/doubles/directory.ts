import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import type { Administrators, Directory, School } from '../../../shared/directory/ports.ts'

export class InMemoryDirectory implements Directory {
  readonly #schools = new Map<SchoolId, School>()
  readonly #boards = new Set<BoardId>()
  readonly #administrators = new Map<BoardId, Administrators>()

  async school(schoolId: SchoolId): Promise<School | undefined> {
    return this.#schools.get(schoolId)
  }

  async schools(schoolIds: readonly SchoolId[]): Promise<ReadonlyMap<SchoolId, School>> {
    const found = schoolIds.map(id => this.#schools.get(id)).filter(school => school !== undefined)
    return new Map(found.map(school => [school.schoolId, school]))
  }

  async schoolsOfBoard(boardId: BoardId): Promise<readonly School[]> {
    const schools = [...this.#schools.values()].filter(school => school.boardId === boardId)
    return schools.sort((a, b) => (a.schoolId < b.schoolId ? -1 : 1))
  }

  async saveSchools(schools: readonly School[]): Promise<void> {
    for (const school of schools) {
      this.#schools.set(school.schoolId, { ...school })
      this.#boards.add(school.boardId)
    }
  }

  async boards(boardIds: readonly BoardId[]): Promise<ReadonlySet<BoardId>> {
    return new Set(boardIds.filter(id => this.#boards.has(id)))
  }

  async administrators(boardId: BoardId): Promise<Administrators | undefined> {
    return structuredClone(this.#administrators.get(boardId))
  }

  async saveAdministrators(boardId: BoardId, administrators: Administrators): Promise<void> {
    this.#administrators.set(boardId, structuredClone(administrators))
  }

  async boardsWithAdministrators(): Promise<ReadonlySet<BoardId>> {
    return new Set(this.#administrators.keys())
  }
}
