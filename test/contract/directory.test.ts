import { expect, it } from 'vitest'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import { placeByName } from '../../shared/directory/by-name.ts'
import type { BoardId, SchoolId } from '../../shared/directory/identifiers.ts'
import { type Administrators, type Directory, noAdministrators } from '../../shared/directory/ports.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import type { TraceId } from '../../shared/platform/trace.ts'
import { aSchool, boardId, schoolId } from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

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

onBothTables<Directory>('the directory', dynamoDirectory, directory => {
  it('knows nobody at first', async () => {
    expect(await directory.school(schoolId)).toBeUndefined()
    expect(await directory.schools([schoolId])).toEqual(new Map())
    expect(await directory.schools([])).toEqual(new Map())
    expect(await directory.schoolsOfBoard(boardId)).toEqual([])
    expect(await directory.boards([boardId])).toEqual(new Map())
    expect(await directory.boards([])).toEqual(new Map())
    expect(await directory.administrators(boardId)).toBeUndefined()
    expect(await directory.schoolsByName()).toEqual([])
  })

  it('gives back schools as they were saved', async () => {
    await directory.saveSchools([aSchool(), second, elsewhere])
    const boardHasAdministrators = false
    expect(await directory.school(schoolId)).toStrictEqual({ ...aSchool(), boardHasAdministrators })
    expect(await directory.school(second.schoolId)).toStrictEqual({ ...second, boardHasAdministrators })
    expect(await directory.schools([elsewhere.schoolId, '99ZZ99' as SchoolId, schoolId])).toEqual(
      new Map([
        [schoolId, aSchool()],
        [elsewhere.schoolId, elsewhere],
      ]),
    )
  })

  it('knows the boards that schools were ever saved with, and no others', async () => {
    await directory.saveSchools([aSchool(), elsewhere])
    await directory.saveSchools([aSchool({ boardId: otherBoard })])
    await directory.saveAdministrators(noBoard, administrators('Smit'))
    expect(await directory.boards([noBoard, otherBoard, boardId])).toEqual(
      new Map([
        [boardId, aSchool().boardName],
        [otherBoard, aSchool().boardName],
      ]),
    )
  })

  it('gives a board that was named in two ways at once one name, the last, at all its schools', async () => {
    await directory.saveSchools([aSchool({ boardName: 'Zuid' }), { ...second, boardName: 'Noord' }])
    expect(await directory.boards([boardId])).toEqual(new Map([[boardId, 'Noord']]))
    const names = (await directory.schoolsOfBoard(boardId)).map(({ boardName }) => boardName)
    expect(names).toEqual(['Noord', 'Noord'])
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
    const known = { ...moved, formerBoardIds: [boardId] }
    expect(await directory.school(schoolId)).toStrictEqual({ ...known, boardHasAdministrators: false })
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual([second])
    expect(await directory.schoolsOfBoard(otherBoard)).toStrictEqual([known])
  })

  it('knows all the boards that a school had before the one it has', async () => {
    for (const board of [boardId, otherBoard, noBoard, boardId]) {
      await directory.saveSchools([aSchool({ boardId: board })])
    }
    const { formerBoardIds = [] } = (await directory.schoolsByName())[0]!
    expect(new Set(formerBoardIds)).toEqual(new Set([otherBoard, noBoard]))
  })

  it('takes, finds and lists more schools than one request can hold', async () => {
    const schools = Array.from({ length: 250 }, (_, number) => aSchool({ schoolId: idAt(number) }))
    const inOrder = schools.toSorted((one, other) => (one.schoolId < other.schoolId ? -1 : 1))
    await directory.saveSchools(schools)
    expect(await directory.schoolsOfBoard(boardId)).toStrictEqual(inOrder)
    expect((await directory.schools(schools.map(school => school.schoolId))).size).toBe(250)
  })

  it('gives back the administrators of a board in their order, and whether it wants reminders', async () => {
    await directory.saveAdministrators(boardId, administrators('Bos'))
    await directory.saveAdministrators(otherBoard, administrators('Bos'))
    const asSaved = { ...administrators('Zwart', 'Aalders', 'Écru'), reminders: true }
    await directory.saveAdministrators(boardId, asSaved)
    expect(await directory.administrators(boardId)).toStrictEqual(asSaved)
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

  const at = (moment: string, by: string | null = null) => ({
    at: instantFrom(moment),
    by,
    traceId: '0af7651916cd43dd8448eb211c80319c' as TraceId,
  })

  it.each(['B. Bestuur', null])('takes no earlier file once they were confirmed (by %s)', async by => {
    const confirmed = administrators('Zwart')
    await directory.saveAdministrators(boardId, confirmed, at('2027-05-11T10:00:00Z', 'B. Bestuur'))
    await directory.saveAdministrators(boardId, confirmed, at('2027-05-11T10:10:00Z', by))
    const earlier = at('2027-05-11T10:05:00Z')
    expect(await directory.saveAdministrators(boardId, administrators('Bos'), earlier)).toEqual(confirmed)
    expect(await directory.administrators(boardId)).toStrictEqual(confirmed)
    const next = at('2027-05-11T10:15:00Z')
    await directory.saveAdministrators(boardId, administrators('Bos'), next)
    expect(await directory.administrators(boardId)).toStrictEqual(administrators('Bos'))
  })

  it('are confirmed once by a file that is run again, and not by one that began earlier', async () => {
    const confirmed = administrators('Zwart')
    const moments = [
      '2027-05-11T10:00:00Z',
      '2027-05-11T10:10:00Z',
      '2027-05-11T10:10:00Z',
      '2027-05-11T10:05:00Z',
    ]
    for (const moment of moments) await directory.saveAdministrators(boardId, confirmed, at(moment))
    expect(await directory.administrators(boardId, 2)).toStrictEqual(confirmed)
    expect(await directory.administrators(boardId, 3)).toBeUndefined()
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

  const hasAdministrators = async (id: SchoolId) => (await directory.school(id))?.boardHasAdministrators

  it('knows of a school whether its board has administrators, whichever is saved first', async () => {
    await directory.saveSchools([aSchool()])
    expect(await hasAdministrators(schoolId)).toBe(false)
    await directory.saveAdministrators(boardId, administrators('Smit'))
    expect(await hasAdministrators(schoolId)).toBe(true)
    await directory.saveSchools([aSchool(), second, elsewhere])
    expect(await hasAdministrators(schoolId)).toBe(true)
    expect(await hasAdministrators(second.schoolId)).toBe(true)
    expect(await hasAdministrators(elsewhere.schoolId)).toBe(false)
  })

  it('knows it of the board that a school has now', async () => {
    await directory.saveSchools([aSchool()])
    await directory.saveAdministrators(boardId, administrators('Smit'))
    await directory.saveSchools([aSchool({ boardId: otherBoard })])
    expect(await hasAdministrators(schoolId)).toBe(false)
    await directory.saveAdministrators(otherBoard, administrators('Bos'))
    expect(await hasAdministrators(schoolId)).toBe(true)
  })

  it('knows it, though schools and administrators are saved at once', async () => {
    const schools = Array.from({ length: 20 }, (_, number) => aSchool({ schoolId: idAt(number) }))
    await Promise.all([
      directory.saveSchools(schools),
      directory.saveAdministrators(boardId, administrators('Smit')),
    ])
    for (const { schoolId: id } of schools) expect(await hasAdministrators(id)).toBe(true)
  })

  const named = (id: string, schoolName: string) => aSchool({ schoolId: id as SchoolId, schoolName })
  const inOrder = [
    named('99AF00', "'t Kompas"),
    named('99AA00', 'De Ark'),
    named('99AB00', 'De Ark'),
    named('99AC00', 'école Zoë'),
    named('99AD00', 'Ecole zoe 2'),
    named('99AE00', 'Straße'),
    named('99AG00', '😀 van Zon'),
    named('99AH00', 'ZUID'),
  ]

  it('lists schools by name, as people look for them, and those of one name by their code', async () => {
    await directory.saveSchools(inOrder.toReversed())
    expect(await directory.schoolsByName()).toStrictEqual(inOrder)
  })

  it('lists them from any place on, so many at a time', async () => {
    await directory.saveSchools(inOrder.toReversed())
    for (const [index, school] of inOrder.entries()) {
      const after = placeByName(school)
      expect(await directory.schoolsByName({ after })).toStrictEqual(inOrder.slice(index + 1))
      expect(await directory.schoolsByName({ after, limit: 2 })).toStrictEqual(
        inOrder.slice(index + 1, index + 3),
      )
    }
    expect(await directory.schoolsByName({ limit: 3 })).toStrictEqual(inOrder.slice(0, 3))
  })

  it('leaves none out where those of one part of the list come one after the other', async () => {
    const partOf = (id: string) => [...id].reduce((sum, character) => sum + character.charCodeAt(0), 0) % 8
    const schools = Array.from({ length: 60 }, (_, number) => idAt(number)).map(id =>
      named(id, `${partOf(id)}`),
    )
    await directory.saveSchools(schools)
    const all = schools.toSorted((one, other) => (placeByName(one) < placeByName(other) ? -1 : 1))
    for (const limit of [1, 7, 25, 60])
      expect(await directory.schoolsByName({ limit })).toStrictEqual(all.slice(0, limit))
  })

  it('lists a school that is named otherwise once', async () => {
    await directory.saveSchools([named('99AA00', 'De Ark')])
    await directory.saveSchools([named('99AA00', 'Zuid')])
    expect(await directory.schoolsByName()).toStrictEqual([named('99AA00', 'Zuid')])
  })
})
