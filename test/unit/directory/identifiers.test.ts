import { describe, expect, it } from 'vitest'
import { educationTypes, educationTypesOf, sectors } from '../../../shared/directory/education.ts'
import { isBoardId, isSchoolId, isSchoolYear } from '../../../shared/directory/identifiers.ts'

const cases = (names: readonly unknown[]) => names.map(name => ({ name }))

describe('the code of a school', () => {
  it.each(cases(['99AA00', '00ZZ99']))('is $name', ({ name }) => {
    expect(isSchoolId(name)).toBe(true)
  })

  it.each(
    cases([
      '',
      '99aa00',
      '9AA00',
      '99AA0',
      '99AA000',
      '99AA00\n',
      ' 99AA00',
      '99ÀÀ00',
      '٩٩AA00',
      990,
      null,
      undefined,
    ]),
  )('is not $name', ({ name }) => {
    expect(isSchoolId(name)).toBe(false)
  })
})

describe('the number of a board', () => {
  it.each(cases(['99001', '00000']))('is $name', ({ name }) => {
    expect(isBoardId(name)).toBe(true)
  })

  it.each(cases(['', '9900', '990011', '99001\n', '9900a', '٩٩٠٠١', 99001, ['99001'], null]))(
    'is not $name',
    ({ name }) => {
      expect(isBoardId(name)).toBe(false)
    },
  )
})

describe('a school year', () => {
  it.each(cases(['2026-2027', '1999-2000', '2099-2100']))('is $name', ({ name }) => {
    expect(isSchoolYear(name)).toBe(true)
  })

  it.each(
    cases([
      '',
      '2026',
      '2026-2028',
      '2026-2026',
      '2027-2026',
      '2026/2027',
      '2026-27',
      '2026-2027 ',
      2026,
      null,
    ]),
  )('is not $name', ({ name }) => {
    expect(isSchoolYear(name)).toBe(false)
  })
})

describe('education types', () => {
  it('stand in the order in which reports list them', () => {
    expect(educationTypes.join(' ')).toBe('PRO BRUG VMBO VMBO-B VMBO-K VMBO-GT HAVO VWO ES IB BO SBO SO VSO')
  })

  it('are each of one sector', () => {
    expect(sectors).toEqual(['VO', 'PO', 'SO', 'VSO'])
    expect(new Set(educationTypes).size).toBe(Object.values(educationTypesOf).flat().length)
  })
})
