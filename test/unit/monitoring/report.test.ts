import { describe, expect, it } from 'vitest'
import type { Level } from '../../../shared/monitoring/level.ts'
import { isLevelAllowed, reportOf } from '../../../shared/monitoring/report.ts'
import { canonicalBytes, sha256Hex } from '../../../shared/platform/canonical.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { group, onlyGroup, proZo, reported, scoreIn, subject, survey, together } from './survey.ts'

describe('levels', () => {
  it.each([
    ['LTO-VO', 'school', true],
    ['LTO-VO', 'education-type', true],
    ['LTO-PO', 'school', true],
    ['LTO-PO', 'education-type', true],
    ['PROZO', 'school', false],
    ['PROZO', 'education-type', true],
  ] as const)('%s at level %s: %s', (questionnaire, level, allowed) => {
    const data = survey({ PRO: group(8, { questionnaire }) }, { questionnaire })
    expect(isLevelAllowed(data.results, level)).toBe(allowed)
    expect(reportOf(subject, data, level) !== undefined).toBe(allowed)
  })

  it('are both open as long as there are no results, and have no report', () => {
    expect(isLevelAllowed([], 'school')).toBe(true)
    expect(isLevelAllowed([], 'education-type')).toBe(true)
    expect(reportOf(subject, { results: [], pupils: { HAVO: 100 } }, 'school')).toBeUndefined()
  })

  it('adds all education types up at school level, small ones too', () => {
    const data = survey({ HAVO: group(20, { answer: 4 }), VWO: group(4, { answer: 1 }) })
    const school = onlyGroup(data, 'school')
    expect(school).toMatchObject({ educationType: null, respondents: 24 })
    expect(scoreIn(school, 'V1')).toBe(6.6)
  })
})

describe('two questionnaires at one school', () => {
  const pupils = { PRO: 60, 'VMBO-B': 100, HAVO: 200 }
  const both = together(
    survey({ 'VMBO-B': group(10), HAVO: group(20) }, { pupils }),
    proZo({ PRO: 8, 'VMBO-B': 6 }),
  )
  const told = (level: Level, data = both) =>
    reported(data, level).document.groups.map(
      ({ educationType, questionnaire, pupils, respondents, responseRate }) => [
        educationType,
        questionnaire,
        pupils,
        respondents,
        responseRate,
      ],
    )

  it('are one report: by education type, and of each by questionnaire', () => {
    expect(told('education-type')).toEqual([
      ['PRO', 'PROZO', 60, 8, 13.3],
      ['VMBO-B', 'LTO-VO', 100, 10, 10],
      ['VMBO-B', 'PROZO', 100, 6, 6],
      ['HAVO', 'LTO-VO', 200, 20, 10],
    ])
  })

  it('are at school level the school first, without what stays by education type', () => {
    expect(told('school')).toEqual([
      [null, 'LTO-VO', 300, 30, 10],
      ['PRO', 'PROZO', 60, 8, 13.3],
      ['VMBO-B', 'PROZO', 100, 6, 6],
    ])
  })

  it('each have their own small groups', () => {
    const few = together(survey({ 'VMBO-B': group(4) }, { pupils }), proZo({ PRO: 3, 'VMBO-B': 6 }))
    expect(told('school', few)).toEqual([['VMBO-B', 'PROZO', 100, 6, 6]])
    expect(reported(few, 'school').withheld).toEqual([
      { educationType: null, questionnaire: 'LTO-VO' },
      { educationType: 'PRO', questionnaire: 'PROZO' },
    ])
    expect(reported(few, 'education-type').withheld).toEqual([
      { educationType: 'PRO', questionnaire: 'PROZO' },
      { educationType: 'VMBO-B', questionnaire: 'LTO-VO' },
    ])
  })

  it.each([
    ['a type that only the other was asked of', { PRO: 60 }, null],
    ['no pupils file', undefined, null],
    ['types of both', { PRO: 60, 'VMBO-B': 100, HAVO: 200 }, 300],
    ['a type that nobody was asked of', { 'VMBO-B': 100, HAVO: 200, VWO: 50 }, 350],
    ['all types but one of its own', { PRO: 60, 'VMBO-B': 100 }, null],
  ] as const)('know as pupils of the school, with %s in the pupils file, %j: %j', (_, known, expected) => {
    const { results } = both
    expect(reported({ results, pupils: known }, 'school').document.groups[0]?.pupils).toBe(expected)
  })

  it('are allowed at school level as soon as one of them may be, whoever answered', () => {
    const nobody = together(survey({}, { pupils }), proZo({ PRO: 8 }))
    expect(told('school', nobody)).toEqual([['PRO', 'PROZO', 60, 8, 13.3]])
  })
})

describe('scores', () => {
  it('of the school come from those education types that answered the question', () => {
    const { V1, ...others } = group(10, { answer: 1 }).questions
    const data = survey({ HAVO: group(10, { answer: 5 }), VWO: { respondents: 10, questions: others } })
    expect(V1).toEqual({ answers: 10, sum: 10 })
    expect(scoreIn(onlyGroup(data, 'school'), 'V1')).toBe(10)
    expect(scoreIn(onlyGroup(data, 'school'), 'V2')).toBe(5.5)
  })

  const v1 = (answers: number, sum: number, questionnaire: 'LTO-VO' | 'PROZO' = 'LTO-VO') => {
    const type = group(Math.max(answers, 5), { questionnaire, except: { V1: { answers, sum } } })
    return scoreIn(onlyGroup(survey({ PRO: type }, { questionnaire })), 'V1')
  }

  it.each([
    ['LTO-VO', 5, 5, 1],
    ['LTO-VO', 5, 25, 10],
    ['LTO-VO', 5, 20, 7.8],
    ['LTO-VO', 9, 34, 7.3],
    ['LTO-VO', 9, 26, 5.3],
    ['LTO-VO', 5, 6, 1.5],
    ['LTO-VO', 5, 24, 9.6],
    ['LTO-VO', 1_000_000, 3_777_778, 7.3],
    ['LTO-VO', 1_000_000, 3_777_777, 7.2],
    ['PROZO', 8, 8, 1],
    ['PROZO', 8, 32, 10],
    ['PROZO', 12, 37, 7.3],
    ['PROZO', 20, 51, 5.7],
    ['PROZO', 20, 29, 2.4],
  ] as const)('%s: %i answers adding up to %i score %d', (questionnaire, answers, sum, score) => {
    expect(v1(answers, sum, questionnaire)).toBe(score)
  })

  it('rounds once, from the exact mean: 7.25 is 7.3 and just below it is 7.2', () => {
    expect(v1(180, 680)).toBe(7.3)
    expect(v1(180, 679)).toBe(7.2)
  })

  it('weighs every answer the same in an indicator, not every question', () => {
    const except = { V1: { answers: 10, sum: 10 }, V2: { answers: 5, sum: 25 }, V3: { answers: 5, sum: 25 } }
    const havo = onlyGroup(survey({ HAVO: group(10, { except }) }))
    expect(scoreIn(havo, 'safety')).toBe(5.5)
  })

  it('rounds an indicator from its answers, not from the rounded questions', () => {
    const same = { answers: 90, sum: 340 }
    const havo = onlyGroup(
      survey({ HAVO: group(90, { except: { V1: same, V2: same, V3: { answers: 90, sum: 326 } } }) }),
    )
    expect([scoreIn(havo, 'V1'), scoreIn(havo, 'V2'), scoreIn(havo, 'V3')]).toEqual([7.3, 7.3, 6.9])
    expect(scoreIn(havo, 'safety')).toBe(7.1)
  })
})

describe('pupils and response rate', () => {
  const havo = (respondents: number, pupils?: number) =>
    onlyGroup(survey({ HAVO: group(respondents) }, pupils === undefined ? {} : { pupils: { HAVO: pupils } }))

  it.each([
    [120, 310, 38.7],
    [5, 40, 12.5],
    [31, 80, 38.8],
    [23, 80, 28.8],
    [5, 2000, 0.3],
    [23, 20, 115],
    [7, 7, 100],
  ])('%i of %i pupils is %d %', (respondents, pupils, responseRate) => {
    expect(havo(respondents, pupils)).toMatchObject({ pupils, responseRate })
  })

  it('says nothing of the response where pupils are unknown', () => {
    expect(havo(20)).toMatchObject({ pupils: null, responseRate: null })
    const data = survey({ HAVO: group(20) }, { pupils: { VWO: 50 } })
    expect(onlyGroup(data)).toMatchObject({ pupils: null, responseRate: null })
  })

  it('gives no rate of nobody', () => {
    expect(havo(20, 0)).toMatchObject({ pupils: 0, responseRate: null })
  })

  it.each([20, 4])('has no pupils of the school where a type with %i respondents lacks them', respondents => {
    const data = survey({ HAVO: group(20), VWO: group(respondents) }, { pupils: { HAVO: 100 } })
    expect(onlyGroup(data, 'school')).toMatchObject({ pupils: null, responseRate: null })
  })

  it('does not miss the pupils of a type without respondents', () => {
    const data = survey({ HAVO: group(20), VWO: group(0) }, { pupils: { HAVO: 80 } })
    expect(onlyGroup(data, 'school')).toMatchObject({ pupils: 80, responseRate: 25 })
  })
})

describe('the document', () => {
  const data = survey({ HAVO: group(120) }, { pupils: { HAVO: 310 } })

  it('has the shape of the contract', () => {
    const { document } = reported(data)
    expect(document).toMatchObject({ ...subject, level: 'education-type' })
    expect(document.groups[0]).toMatchObject({
      educationType: 'HAVO',
      questionnaire: 'LTO-VO',
      pupils: 310,
      respondents: 120,
      responseRate: 38.7,
    })
    expect(document.groups[0]?.indicators[0]).toEqual({
      id: 'safety',
      name: 'Veiligheidsbeleving',
      score: 7.8,
      questions: [
        { id: 'V1', text: 'Voel je je veilig in de les?', score: 7.8 },
        { id: 'V2', text: 'Voel je je veilig in het schoolgebouw en op het schoolplein?', score: 7.8 },
        { id: 'V3', text: 'Voel je je veilig op weg van en naar school?', score: 7.8 },
      ],
    })
  })

  it('holds nothing but what the contract names, whatever else came with the subject or the results', () => {
    const widened = { ...subject, city: 'Delft', boardName: 'Stichting Voorbeeld' }
    expect(reportOf(widened, data, 'education-type')).toEqual(reported(data))
  })

  it('has the digest of its canonical bytes, also without a group', () => {
    for (const report of [reported(data), reported(survey({ HAVO: group(4) }))]) {
      expect(report.digest).toBe(sha256Hex(canonicalBytes(report.document)))
    }
  })

  it('changes its digest with the results, and not with the moment of their import', () => {
    const { digest } = reported(data)
    const later = {
      ...data,
      results: data.results.map(one => ({ ...one, importedAt: instantFrom('2027-06-01T00:00:00Z') })),
    }
    expect(reported(later).digest).toBe(digest)
    expect(reported(survey({ HAVO: group(121) }, { pupils: { HAVO: 310 } })).digest).not.toBe(digest)
  })
})
