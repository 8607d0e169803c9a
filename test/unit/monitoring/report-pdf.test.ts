import { describe, expect, it } from 'vitest'
import type { LocalDate } from '../../../shared/platform/time.ts'
import { conduct, consentWith, havoAndVwo, read, rowsOf, textsOf } from './pdf-report.ts'
import { group, proZo, reported, survey, together } from './survey.ts'

describe('the report as PDF', () => {
  it('reads in the order in which a school needs it', async () => {
    expect(textsOf(await read(havoAndVwo, { consent: consentWith({}) }), 'H1', 'H2', 'H3')).toEqual([
      'Monitoring Sociale Veiligheid 2026-2027',
      'De resultaten in het kort',
      'Hoe de vragenlijst is afgenomen',
      'Representatieve groep bevraagd',
      'Welke groep is bevraagd en waarom',
      'Anoniem ingevuld',
      'Waarom niet anoniem',
      'Hoe leest u dit rapport?',
      'Resultaten: havo',
      'Resultaten: vwo',
    ])
  })

  it('says of whom it is, at which level, from which source and when it is delivered', async () => {
    const pdf = await read(havoAndVwo, { consent: consentWith({}) })
    const facts = rowsOf(pdf).map(({ children }) => children.map(({ text }) => text.trim()))
    expect(textsOf(pdf, 'P')[0]).toBe('Het Voorbeeld')
    expect(facts.slice(0, 8)).toEqual([
      ['Vestigingscode', '99AA00'],
      ['Bevoegd gezag', 'Stichting De Vier Windstreken (99001)'],
      ['Schooljaar', '2026-2027'],
      ['Doorleverniveau', 'onderwijssoortniveau'],
      ['Doorleverdatum', '1 juli 2027'],
      ['Bron', 'Leerlingtevredenheidsonderzoek voortgezet onderwijs (LTO-VO, Vensters)'],
      ['Gemaakt op', '11 mei 2027 14:03'],
      ['Controlecode', havoAndVwo.digest],
    ])
  })

  it('says so in the chart where an indicator has no score', async () => {
    const except = Object.fromEntries(['W1', 'W2', 'W3'].map(id => [id, { answers: 4, sum: 4 }]))
    const { all } = await read(reported(survey({ HAVO: group(20, { except }) })))
    const figure = all.find(({ type }) => type === 'Figure')
    expect(figure?.alt).toContain('Welbevinden geen cijfer')
    expect(figure?.text).toContain('geen cijfer')
  })

  it.each([
    [{ HAVO: 310 }, '120 van de 310 leerlingen hebben de vragenlijst ingevuld (38,7%).'],
    [undefined, '120 leerlingen hebben de vragenlijst ingevuld. Het aantal leerlingen is niet bekend.'],
    [
      { HAVO: 0 },
      '120 leerlingen hebben de vragenlijst ingevuld. Volgens de opgave telt deze groep geen leerlingen.',
    ],
    [
      { HAVO: 100 },
      '120 van de 100 leerlingen hebben de vragenlijst ingevuld (120,0%). ' +
        'Dat is meer dan 100%, omdat de aantallen uit verschillende bronnen komen.',
    ],
  ])('tells the response where the pupils are %j', async (pupils, sentence) => {
    const data = survey({ HAVO: group(120) }, pupils && { pupils })
    expect(textsOf(await read(reported(data)), 'P')).toContain(sentence)
  })

  it.each([
    [{}, ['ja', 'nee']],
    [{ representative: false, anonymous: true }, ['nee', 'ja']],
  ])('tells how the survey was held (%j)', async (changed, [representative, anonymous]) => {
    const texts = textsOf(await read(havoAndVwo, { consent: consentWith(changed) }), 'H3', 'P')
    const below = (heading: string) => texts[texts.indexOf(heading) + 1]
    expect(below('Representatieve groep bevraagd')).toBe(representative)
    expect(below('Welke groep is bevraagd en waarom')).toBe(conduct.surveyedGroup)
    expect(below('Anoniem ingevuld')).toBe(anonymous)
  })

  it('gives no reason where pupils were anonymous', async () => {
    const consent = {
      deliveryDate: '2027-07-01' as LocalDate,
      conduct: { representative: true, surveyedGroup: 'Iedereen', anonymous: true },
    }
    expect(textsOf(await read(havoAndVwo, { consent }), 'H3')).not.toContain('Waarom niet anoniem')
  })
})

describe('a report of two questionnaires as PDF', () => {
  const report = reported(
    together(survey({ PRO: group(20), HAVO: group(20) }), proZo({ PRO: 8, 'VMBO-B': 3 })),
  )

  it('names with each group its questionnaire, also of those that are not in it', async () => {
    const pdf = await read(report)
    expect(textsOf(pdf, 'H2').filter(heading => heading.startsWith('Resultaten'))).toEqual([
      'Resultaten: praktijkonderwijs (leerlingtevredenheid)',
      'Resultaten: praktijkonderwijs (ProZO!)',
      'Resultaten: havo (leerlingtevredenheid)',
    ])
    expect(textsOf(pdf, 'P')).toContain(
      'Van deze groepen staan er geen resultaten in dit rapport: vmbo-b (ProZO!).',
    )
  })

  it('does so where the groups of one of them are all withheld', async () => {
    const pdf = await read(reported(together(survey({ HAVO: group(20) }), proZo({ PRO: 4 }))))
    expect(textsOf(pdf, 'H2')).toContain('Resultaten: havo (leerlingtevredenheid)')
  })

  it('names both sources', async () => {
    const facts = rowsOf(await read(report)).map(({ children }) => children.map(({ text }) => text.trim()))
    expect(facts.filter(([name]) => name === 'Bron')).toEqual([
      ['Bron', 'Leerlingtevredenheidsonderzoek voortgezet onderwijs (LTO-VO, Vensters)'],
      ['Bron', 'ProZO! leerlingenquête (PROZO, Sectorraad Praktijkonderwijs)'],
    ])
  })

  it('has one chart, with a row for each group', async () => {
    const figures = (await read(report)).all.filter(({ type }) => type === 'Figure')
    expect(figures.map(({ alt }) => alt)).toEqual([
      'Staafdiagram van de indicatoren, op een schaal van 1 tot en met 10. ' +
        'praktijkonderwijs (leerlingtevredenheid): Veiligheidsbeleving 7,8, Aantasting 7,8, Welbevinden 7,8. ' +
        'praktijkonderwijs (ProZO!): Veiligheidsbeleving 10,0, Aantasting 10,0, Welbevinden 10,0. ' +
        'havo (leerlingtevredenheid): Veiligheidsbeleving 7,8, Aantasting 7,8, Welbevinden 7,8.',
    ])
  })
})

describe('groups that are not in the PDF', () => {
  it('are named, and nothing else is said of them', async () => {
    const data = survey({ PRO: group(3), HAVO: group(20), VWO: group(4), ES: group(2) })
    const pdf = await read(reported(data))
    expect(textsOf(pdf, 'P')).toContain(
      'Van deze groepen staan er geen resultaten in dit rapport: ' +
        'praktijkonderwijs, vwo en Engelse Stroom.',
    )
    expect(textsOf(pdf, 'H2').filter(heading => heading.startsWith('Resultaten'))).toEqual([
      'Resultaten: havo',
    ])
    expect(pdf.all.find(({ type }) => type === 'Figure')?.alt).not.toContain('vwo')
  })

  it('are not mentioned where there are none', async () => {
    expect(textsOf(await read(havoAndVwo), 'H2')).not.toContain('Niet in dit rapport')
  })

  it('leave a report that says there is nothing to deliver, where all are small', async () => {
    const pdf = await read(reported(survey({ HAVO: group(4) }), 'school'))
    expect(textsOf(pdf, 'H2')).toEqual(['Geen resultaten', 'Niet in dit rapport', 'Hoe leest u dit rapport?'])
    expect(textsOf(pdf, 'P')).toContain(
      'Van deze groepen staan er geen resultaten in dit rapport: hele school.',
    )
    expect(textsOf(pdf, 'Figure')).toEqual([])
  })
})
