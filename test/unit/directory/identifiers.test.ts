import { describe, expect, it } from 'vitest'
import { educationTypes, educationTypesOf, sectors } from '../../../shared/directory/education.ts'
import { isBoardId, isSchoolId, isSchoolYear } from '../../../shared/directory/identifiers.ts'

describe('the form of a code', () => {
  const schoolIds = ['', '99aa00', '9AA00', '99AA000', '99AA00\n', ' 99AA00', '99ÀÀ00', '٩٩AA00', 990]
  const boardIds = ['', '9900', '990011', '99001\n', '9900a', '٩٩٠٠١', 99001, ['99001'], null]
  const schoolYears = ['', '2026', '2026-2028', '2026-2026', '2027-2026', '2026/2027', '2026-27', 2026]
  it.each([
    { of: 'a school', isCode: isSchoolId, good: ['99AA00', '00ZZ99'], bad: schoolIds },
    { of: 'a board', isCode: isBoardId, good: ['99001', '00000'], bad: boardIds },
    { of: 'a school year', isCode: isSchoolYear, good: ['2026-2027', '1999-2000'], bad: schoolYears },
  ])('is one for $of', ({ isCode, good, bad }) => {
    expect(good.filter(isCode)).toEqual(good)
    expect(bad.filter(isCode)).toEqual([])
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
