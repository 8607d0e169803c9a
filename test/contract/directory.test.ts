import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { BoardId, SchoolId } from '../../shared/directory/identifiers.ts'
import { type Administrators, type Directory, noAdministrators } from '../../shared/directory/ports.ts'
import { aSchool, boardId, schoolId } from '../support/builders.ts'
import { InMemoryDirectory } from '../support/doubles/directory.ts'
import { type StoreSource, storesOf } from '../support/stores.ts'

const stores = storesOf<Directory>(() => new InMemoryDirectory(), dynamoDirectory)

const otherBoard = '99002' as BoardId
const noBoard = '99999' as BoardId
const idAt = (number: number) =>
  `${10 + (number % 90)}AA${String(Math.floor(number / 90)).padStart(2, '0')}` as SchoolId
const second = aSchool({
  schoolId: '99AA01' as SchoolId,
  schoolName: "De 'Vaart' <&>",
  sector: 'PO',
  city: 'Den Haag',
})
const elsewhere = aSchool({ schoolId: '11BB00' as SchoolId, boardId: otherBoard, boardName: 'Ĳsselbestuur' })

const administrators = (...names: readonly string[]): Administrators => ({
  items: names.map(name => ({ name, email: `${name.toLowerCase()}@bestuur.example.nl` })),
  reminders: false,
})

describe.each(stores)('the directory $name', ({ start }) => {
  let source: StoreSource<Directory>
  let directory: Directory
  beforeAll(async () => {
    source = await start()
  })
  afterAll(() => source.stop())
  beforeEach(async () => {
    directory = await source.fresh()
  })

  it('knows nobody at first', async () => {
    expect(await directory.school(schoolId)).toBeUndefined()
    expect(await directory.schools([schoolId])).toEqual(new Map())
    expect(await directory.schools([])).toEqual(new Map())
    expect(await directory.schoolsOfBoard(boardId)).toEqual([])
    expect(await directory.boards([boardId])).toEqual(new Set())
    expect(await directory.boards([])).toEqual(new Set())
    expect(await directory.administrators(boardId)).toBeUndefined()
    expect(await directory.boardsWithAdministrators()).toEqual(new Set())
  })

  it('gives back schools as they were saved', async () => {
    await directory.saveSchools([aSchool(), second, elsewhere])
    expect(await directory.school(schoolId)).toStrictEqual(aSchool())
    expect(await directory.school(second.schoolId)).toStrictEqual(second)
    expect(await directory.schools([elsewhere.schoolId, '99ZZ99' as SchoolId, schoolId])).toEqual(
      new Map([
        [schoolId, aSchool()],
        [elsewhere.schoolId, elsewhere],
      ]),
    )
  })

  it('knows the boards that schools were saved with, and no others', async () => {
    await directory.saveSchools([aSchool(), elsewhere])
    expect(await directory.boards([noBoard, otherBoard, boardId])).toEqual(new Set([boardId, otherBoard]))
  })

  it('lists the schools of a board by their code', async () => {
    await directory.saveSchools([second, elsewhere, aSchool()])
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual([aSchool(), second])
    expect(await directory.schoolsOfBoard(otherBoard)).toStrictEqual([elsewhere])
    expect(await directory.schoolsOfBoard(noBoard)).toEqual([])
  })

  it('replaces a school that is saved again, and leaves the others as they are', async () => {
    await directory.saveSchools([aSchool(), second])
    const moved = aSchool({ boardId: otherBoard, schoolName: 'Nieuw', city: 'Gouda', sector: 'VSO' })
    await directory.saveSchools([moved])
    expect(await directory.school(schoolId)).toStrictEqual(moved)
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual([second])
    expect(await directory.schoolsOfBoard(otherBoard)).toStrictEqual([moved])
  })

  it('still knows a board when its last school has moved', async () => {
    await directory.saveSchools([aSchool()])
    await directory.saveSchools([aSchool({ boardId: otherBoard })])
    expect(await directory.boards([boardId])).toEqual(new Set([boardId]))
  })

  it('takes the same schools twice', async () => {
    await directory.saveSchools([aSchool(), second])
    await directory.saveSchools([aSchool(), second])
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual([aSchool(), second])
  })

  it('takes, finds and lists more schools than one request can hold', async () => {
    const schools = Array.from({ length: 250 }, (_, number) => aSchool({ schoolId: idAt(number) }))
    const inOrder = schools.toSorted((one, other) => (one.schoolId < other.schoolId ? -1 : 1))
    await directory.saveSchools(schools)
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual(inOrder)
    expect((await directory.schools(schools.map(school => school.schoolId))).size).toBe(250)
  })

  it('gives back the administrators of a board in their order, and whether it wants reminders', async () => {
    const asSaved = { ...administrators('Zwart', 'Aalders', 'Écru'), reminders: true }
    await directory.saveAdministrators(boardId, asSaved)
    expect(await directory.administrators(boardId)).toStrictEqual(asSaved)
    expect(await directory.administrators(otherBoard)).toBeUndefined()
  })

  it('replaces the administrators of a board, and of no other', async () => {
    await directory.saveAdministrators(boardId, administrators('Zwart', 'Aalders'))
    await directory.saveAdministrators(otherBoard, administrators('Bos'))
    await directory.saveAdministrators(boardId, administrators('Smit'))
    expect(await directory.administrators(boardId)).toStrictEqual(administrators('Smit'))
    expect(await directory.administrators(otherBoard)).toStrictEqual(administrators('Bos'))
  })

  it('keeps every version of the administrators, and makes none where nothing changed', async () => {
    const versions = [
      administrators('Zwart'),
      { ...administrators('Zwart'), reminders: true },
      administrators('Bos'),
    ]
    for (const version of versions) {
      await directory.saveAdministrators(boardId, version)
      await directory.saveAdministrators(boardId, version)
    }
    for (const [index, version] of versions.entries())
      expect(await directory.administrators(boardId, index + 1)).toStrictEqual(version)
    expect(await directory.administrators(boardId, 4)).toBeUndefined()
  })

  it('makes a version of each of ten lists that are saved at once', async () => {
    const lists = Array.from({ length: 10 }, (_, number) => administrators(`Persoon${number}`))
    await Promise.all(lists.map(list => directory.saveAdministrators(boardId, list)))
    const kept = await Promise.all(lists.map((_, index) => directory.administrators(boardId, index + 1)))
    expect(new Set(kept)).toEqual(new Set(lists))
    expect(await directory.administrators(boardId)).toEqual(kept.at(-1))
  })

  it('replaces those that are told of, and no others', async () => {
    const [first, second, third] = [administrators('Zwart'), administrators('Bos'), administrators('Smit')]
    expect(await directory.saveAdministrators(boardId, first, undefined, noAdministrators)).toEqual(first)
    expect(await directory.saveAdministrators(boardId, second, undefined, noAdministrators)).toBeUndefined()
    expect(await directory.saveAdministrators(boardId, second, undefined, third)).toBeUndefined()
    expect(await directory.administrators(boardId)).toStrictEqual(first)
    expect(await directory.saveAdministrators(boardId, second, undefined, first)).toEqual(second)
    expect(await directory.administrators(boardId)).toStrictEqual(second)
  })

  it('lets one of ten replace what all have read', async () => {
    await directory.saveAdministrators(boardId, administrators('Zwart'))
    const lists = Array.from({ length: 10 }, (_, number) => administrators(`Persoon${number}`))
    const kept = await Promise.all(
      lists.map(list => directory.saveAdministrators(boardId, list, undefined, administrators('Zwart'))),
    )
    expect(kept.filter(Boolean)).toEqual([await directory.administrators(boardId)])
    expect(await directory.administrators(boardId, 3)).toBeUndefined()
  })

  it('knows which boards have an administrator, though two are saved at once', async () => {
    const boards = ['99001', '99002', '99003', '99004'] as BoardId[]
    await Promise.all(boards.map(board => directory.saveAdministrators(board, administrators('Smit'))))
    await directory.saveAdministrators(boardId, administrators('Smit'))
    expect(await directory.boardsWithAdministrators()).toEqual(new Set(boards))
  })

  it('does not take a board to exist because somebody is mailed for it', async () => {
    await directory.saveAdministrators(boardId, administrators('Smit'))
    expect(await directory.boards([boardId])).toEqual(new Set())
  })
})
