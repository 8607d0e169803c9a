import { describe, expect, it } from 'vitest'
import { educationTypes, educationTypesOf, sectors } from '../../../shared/directory/education.ts'

describe('education types', () => {
  it('stand in the order in which reports list them', () => {
    expect(educationTypes.join(' ')).toBe('PRO BRUG VMBO VMBO-B VMBO-K VMBO-GT HAVO VWO ES IB BO SBO SO VSO')
  })

  it('are each of one sector', () => {
    expect(sectors).toEqual(['VO', 'PO', 'SO', 'VSO'])
    expect(new Set(educationTypes).size).toBe(Object.values(educationTypesOf).flat().length)
  })
})
