import { describe, expect, it } from 'vitest'
import { folded, isNamed, placeByName, placeFrom, sortedByName } from '../../../shared/directory/by-name.ts'
import type { BoardId, SchoolId } from '../../../shared/directory/identifiers.ts'
import { afterPlace, everything, placeOf, rangesOf } from '../../../shared/directory/listing.ts'
import { aSchool } from '../../support/builders.ts'

const named = (schoolName: string, schoolId = '99AA00') =>
  aSchool({ schoolName, schoolId: schoolId as SchoolId })

describe('a name as it is sorted and searched', () => {
  it.each([
    ['ÉCOLE  Zoë', 'ecole zoe'],
    ['zoe\u0308', 'zoe'],
    ['Straße', 'strasse'],
    [' A\u00a0B ', 'a b'],
    ['İstanbul', 'istanbul'],
    ['Łódź, De Øresund', 'lodz, de oresund'],
    ['Ĳsselland Œuvre', 'ijsselland oeuvre'],
    ['Zwa\u200ban\u00adhof', 'zwaanhof'],
  ])('has no case, accents or doubled spaces: %s', (name, expected) => {
    expect(folded(name)).toBe(expected)
  })

  it('is found by any part of it, and by the code', () => {
    const school = named('Basisschool De Vaart', '99AB01')
    for (const searched of ['', 'vaart', 'school de', '99ab', 'b01'])
      expect(isNamed(school, searched)).toBe(true)
    for (const searched of ['vaart de', '99ab02']) expect(isNamed(school, searched)).toBe(false)
  })

  it('stands before a longer one that begins so, and those of one name by their code', () => {
    const inOrder = [named('De Ark'), named('De Ark', '99AB00'), named('De Ark 2'), named('De Arken')]
    for (const schools of [inOrder, inOrder.toReversed()]) expect(sortedByName(schools)).toEqual(inOrder)
  })

  it('has a place that fits in a key of DynamoDB, however long it is', () => {
    for (const letter of ['x', '학', '😀', 'ﷺ']) {
      expect(Buffer.byteLength(placeByName(named(letter.repeat(200))))).toBeLessThan(1024)
      expect(Buffer.byteLength(placeFrom(letter.repeat(900), '99AA00'))).toBeLessThan(1024)
    }
  })
})

describe('where schools are listed', () => {
  const schoolOf = (boardId: string, number = 0) =>
    aSchool({
      boardId: boardId as BoardId,
      schoolId:
        `${String(number % 100).padStart(2, '0')}A${'ABCDEFGHIJ'[Math.floor(number / 100)]}00` as SchoolId,
    })
  const isIn = (place: string) => (ranges: readonly { from: string; to: string }[]) =>
    ranges.some(({ from, to }) => from <= place && place <= to)

  it('is under their board, and under those they had before', () => {
    const moved = { ...schoolOf('99001'), formerBoardIds: ['99003' as BoardId] }
    const ranges = rangesOf([moved, schoolOf('99001', 1)])
    expect(ranges).toHaveLength(2)
    for (const board of ['99001', '99003'] as BoardId[])
      expect(isIn(placeOf(board, moved.schoolId))(ranges)).toBe(true)
    for (const board of ['99000', '99002', '99004'] as BoardId[])
      expect(isIn(placeOf(board, moved.schoolId))(ranges)).toBe(false)
    expect(rangesOf([])).toEqual([])
  })

  it('is from the first to the last of a board, so that a page reads little of a large one', () => {
    const [before, first, between, last, after] = [1, 2, 3, 4, 5].map(number => schoolOf('99001', number))
    const ranges = rangesOf([last!, first!])
    expect(ranges).toHaveLength(1)
    const isRead = [before, first, between, last, after].map(school =>
      isIn(placeOf(school!.boardId, school!.schoolId))(ranges),
    )
    expect(isRead).toEqual([false, true, true, true, false])
  })

  it('is anywhere where they are of many boards, in equal parts', () => {
    const schools = Array.from({ length: 800 }, (_, number) =>
      schoolOf(String(99_000 + (number % 102)), number),
    )
    const ranges = rangesOf(schools)
    expect(ranges).toHaveLength(16)
    for (const { from, to } of ranges) {
      const inside = schools.filter(({ boardId, schoolId }) =>
        isIn(placeOf(boardId, schoolId))([{ from, to }]),
      )
      expect(inside.length).toBeGreaterThanOrEqual(50)
      expect(inside.length).toBeLessThanOrEqual(51)
    }
    for (const board of ['00000', '99005', '99999'] as BoardId[])
      expect(isIn(placeOf(board, '55ZZ55' as SchoolId))(ranges)).toBe(true)
  })

  it('is after a place without it', () => {
    const place = placeOf('99001' as BoardId, '99AA00' as SchoolId)
    expect(isIn(place)([afterPlace(place)])).toBe(false)
    expect(isIn(placeOf('99001' as BoardId, '99AA01' as SchoolId))([afterPlace(place)])).toBe(true)
    expect(afterPlace(undefined)).toEqual(everything)
  })
})
