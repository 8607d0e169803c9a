import { describe, expect, it } from 'vitest'
import { placeAt } from '../../../portal/address.ts'
import { boardAddress, schoolAddress } from '../../../shared/notification/portal-address.ts'
import { boardId, schoolId, schoolYear } from '../../support/builders.ts'

const portal = 'https://portaal.example.nl'
const placeOf = (address: string) => {
  expect(address.startsWith(`${portal}/#`)).toBe(true)
  return placeAt(new URL(address).hash)
}

describe('where a mail leads to', () => {
  it('is the school in its year, as the portal page reads it', () => {
    expect(placeOf(schoolAddress(portal, { schoolId, schoolYear }))).toEqual({
      kind: 'school',
      schoolId,
      schoolYear,
    })
  })

  it('is the board, in a year where it is about one', () => {
    const board = { kind: 'board', boardId, filters: {} }
    expect(placeOf(boardAddress(portal, boardId, schoolYear))).toEqual({ ...board, schoolYear })
    expect(placeOf(boardAddress(portal, boardId))).toEqual(board)
  })
})
