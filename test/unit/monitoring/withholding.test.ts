import { describe, expect, it } from 'vitest'
import { group, onlyGroup, reported, scoreIn, survey } from './survey.ts'

const answered = (answers: number, answer: number) => ({ answers, sum: answers * answer })

describe('small groups', () => {
  it('publishes a group of exactly five respondents', () => {
    const { document, withheld } = reported(survey({ HAVO: group(5) }))
    expect(document.groups.map(({ educationType }) => educationType)).toEqual(['HAVO'])
    expect(withheld).toEqual([])
  })

  it('publishes the score of a question answered by exactly five', () => {
    const havo = group(20, { except: { V1: answered(5, 3) } })
    expect(scoreIn(onlyGroup(survey({ HAVO: havo })), 'V1')).toBe(5.5)
  })

  it.each([1, 2, 3, 4])('says nothing of an education type of %i, but tells the school', respondents => {
    const small = group(respondents)
    const data = survey({ HAVO: group(20), VWO: small }, { pupils: { HAVO: 100, VWO: 40 } })
    const { document, withheld } = reported(data)
    expect(document.groups.map(({ educationType }) => educationType)).toEqual(['HAVO'])
    expect(withheld).toEqual([{ educationType: 'VWO', questionnaire: 'LTO-VO' }])
  })

  it('neither publishes nor withholds an education type without respondents', () => {
    const { document, withheld } = reported(survey({ HAVO: group(20), VWO: group(0) }))
    expect(document.groups).toHaveLength(1)
    expect(withheld).toEqual([])
  })

  it('has no group for a school of four in all, at either level', () => {
    const data = survey({ BO: group(4, { questionnaire: 'LTO-PO' }) }, { questionnaire: 'LTO-PO' })
    expect(reported(data, 'school')).toMatchObject({
      document: { groups: [] },
      withheld: [{ educationType: null, questionnaire: 'LTO-PO' }],
    })
    expect(reported(data, 'education-type')).toMatchObject({
      document: { groups: [] },
      withheld: [{ educationType: 'BO', questionnaire: 'LTO-PO' }],
    })
  })

  it('has no group, and withholds none, for a school where nobody answered', () => {
    const data = survey({ HAVO: group(0) }, { pupils: { HAVO: 100 } })
    expect(reported(data, 'school')).toMatchObject({ document: { groups: [] }, withheld: [] })
    expect(reported(data, 'education-type')).toMatchObject({ document: { groups: [] }, withheld: [] })
  })

  it('publishes the school as a whole where every education type is too small', () => {
    const data = survey({ HAVO: group(3), VWO: group(2) })
    expect(onlyGroup(data, 'school')).toMatchObject({ educationType: null, respondents: 5 })
    expect(reported(data, 'school').withheld).toEqual([])
    expect(reported(data).withheld).toEqual([
      { educationType: 'HAVO', questionnaire: 'LTO-VO' },
      { educationType: 'VWO', questionnaire: 'LTO-VO' },
    ])
  })
})

describe('questions that few answered', () => {
  const fourOfTwenty = onlyGroup(survey({ HAVO: group(20, { answer: 5, except: { V1: answered(4, 1) } }) }))

  it('have no score where four of twenty answered', () => {
    expect(scoreIn(fourOfTwenty, 'V1')).toBeNull()
    expect(scoreIn(fourOfTwenty, 'V2')).toBe(10)
  })

  it('count in no indicator', () => {
    expect(scoreIn(fourOfTwenty, 'safety')).toBe(10)
  })

  it('do not count in an indicator together either, however many they are', () => {
    const except = { V1: answered(4, 1), V2: answered(4, 2), V3: answered(4, 3) }
    const havo = onlyGroup(survey({ HAVO: group(20, { answer: 5, except }) }))
    expect(scoreIn(havo, 'safety')).toBeNull()
    expect(scoreIn(havo, 'harm')).toBe(10)
  })

  it('have no score where nobody answered, or where the results do not name them', () => {
    const { V1, ...others } = group(20).questions
    const havo = onlyGroup(
      survey({ HAVO: { respondents: 20, questions: { ...others, V2: answered(0, 0) } } }),
    )
    expect(V1).toBeDefined()
    expect(scoreIn(havo, 'V1')).toBeNull()
    expect(scoreIn(havo, 'V2')).toBeNull()
    expect(scoreIn(havo, 'safety')).toBe(7.8)
  })

  it('have a score at school level once five answered in all education types together', () => {
    const few = (answers: number) => group(20, { except: { V1: answered(answers, 3) } })
    expect(scoreIn(onlyGroup(survey({ HAVO: few(3), VWO: few(1) }), 'school'), 'V1')).toBeNull()
    expect(scoreIn(onlyGroup(survey({ HAVO: few(3), VWO: few(2) }), 'school'), 'V1')).toBe(5.5)
  })
})
