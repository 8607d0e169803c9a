import { describe, expect, it } from 'vitest'
import type { Pupils } from '../../../shared/monitoring/ports.ts'
import { summaryOf } from '../../../shared/monitoring/summary.ts'
import { group, proZo, survey, together } from './survey.ts'

describe('the results at a glance', () => {
  it('are none without results', () => {
    expect(summaryOf({ results: [], pupils: { HAVO: 100 } })).toEqual([])
  })

  it('count all education types, small ones too', () => {
    const data = survey({ HAVO: group(20), VWO: group(4) }, { pupils: { HAVO: 100, VWO: 40 } })
    expect(summaryOf(data)).toEqual([
      {
        questionnaire: 'LTO-VO',
        respondents: 24,
        pupils: 140,
        importedAt: '2027-05-01T10:00:00.000Z',
      },
    ])
  })

  it('are of each questionnaire, with the pupils that it is about', () => {
    const lto = (pupils: Pupils) => survey({ HAVO: group(20), 'VMBO-B': group(4) }, { pupils })
    const told = (pupils: Pupils) =>
      summaryOf(together(lto(pupils), proZo({ PRO: 4, 'VMBO-B': 9 }))).map(one => [
        one.questionnaire,
        one.respondents,
        one.pupils,
      ])
    expect(told({ HAVO: 100, 'VMBO-B': 50, PRO: 30, VWO: 7 })).toEqual([
      ['LTO-VO', 24, 157],
      ['PROZO', 13, 80],
    ])
    expect(told({ HAVO: 100, 'VMBO-B': 50 })).toEqual([
      ['LTO-VO', 24, 150],
      ['PROZO', 13, null],
    ])
  })

  it('have no pupils where nobody answered a questionnaire that is not about the whole school', () => {
    const nobody = survey({}, { questionnaire: 'PROZO', pupils: { PRO: 30 } })
    expect(summaryOf(nobody)).toMatchObject([{ respondents: null, pupils: null }])
  })

  it('count the pupils also where nobody answered', () => {
    const data = survey({ HAVO: group(0) }, { pupils: { HAVO: 100, VWO: 40 } })
    expect(summaryOf(data)).toMatchObject([{ respondents: null, pupils: 140 }])
  })

  it.each([
    [5, 5],
    [4, null],
    [0, null],
  ])('tell of %i respondents %j', (respondents, told) => {
    expect(summaryOf(survey({ HAVO: group(respondents) }))).toMatchObject([
      { respondents: told, pupils: null },
    ])
  })
})
