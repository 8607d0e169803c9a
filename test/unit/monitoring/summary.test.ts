import { describe, expect, it } from 'vitest'
import { summaryOf } from '../../../shared/monitoring/summary.ts'
import { group, survey } from './survey.ts'

describe('the results at a glance', () => {
  it('are none without results', () => {
    expect(summaryOf({ results: undefined, pupils: { HAVO: 100 } })).toBeNull()
  })

  it('count all education types, small ones too', () => {
    const data = survey({ HAVO: group(20), VWO: group(4) }, { pupils: { HAVO: 100, VWO: 40 } })
    expect(summaryOf(data)).toEqual({
      questionnaire: 'LTO-VO',
      respondents: 24,
      pupils: 140,
      importedAt: '2027-05-01T10:00:00.000Z',
    })
  })

  it('count the pupils also where nobody answered', () => {
    const data = survey({ HAVO: group(0) }, { pupils: { HAVO: 100, VWO: 40 } })
    expect(summaryOf(data)).toMatchObject({ respondents: null, pupils: 140 })
  })

  it.each([
    [5, 5],
    [4, null],
    [0, null],
  ])('tell of %i respondents %j', (respondents, told) => {
    expect(summaryOf(survey({ HAVO: group(respondents) }))).toMatchObject({ respondents: told, pupils: null })
  })
})
