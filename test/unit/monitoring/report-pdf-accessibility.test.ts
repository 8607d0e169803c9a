import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { type EducationType, educationTypes } from '../../../shared/directory/education.ts'
import type { Report } from '../../../shared/monitoring/report.ts'
import { consentWith, havoAndVwo, named, read, rowsOf, textsOf } from './pdf-report.ts'
import { group, reported, survey } from './survey.ts'

describe('the PDF for those who cannot see it', () => {
  const everyType = Object.fromEntries(educationTypes.map(type => [type, group(20)])) as Record<
    EducationType,
    ReturnType<typeof group>
  >
  const reports: [string, () => Report][] = [
    ['the whole school', () => reported(survey({ HAVO: group(20) }), 'school')],
    ['every education type', () => reported(survey(everyType))],
    ['no group', () => reported(survey({ HAVO: group(4) }))],
  ]

  it.each(reports)('has a title, a language and embedded fonts only (%s)', async (_, report) => {
    const { source } = await read(report())
    expect(source).toContain('/Lang (nl-NL)')
    expect(source).toContain('/DisplayDocTitle true')
    expect(source).toContain(
      '<rdf:li xml:lang="x-default">Monitoring Sociale Veiligheid 2026-2027, Het Voorbeeld</rdf:li>',
    )
    expect(source).toContain('<pdfuaid:part>1</pdfuaid:part>')
    expect(source.match(/\/Type \/Font\b/g)).toHaveLength(4)
    expect(source.match(/\/FontFile2/g)).toHaveLength(2)
    expect(source).not.toContain('Helvetica')
  })

  it.each(reports)('has every text in its structure, or marked as not to be read (%s)', async (_, report) => {
    const { pages } = await read(report(), { consent: consentWith({}) })
    expect(pages.filter(page => page.hasUntaggedText || page.usesMissingGlyph)).toEqual([])
  })

  it.each(reports)('has tables whose rows begin with a header (%s)', async (_, report) => {
    const pdf = await read(report())
    for (const { children } of rowsOf(pdf)) {
      expect(children.map(({ type, scope }) => [type, scope])).toBeOneOf([
        [
          ['TH', 'Row'],
          ['TD', undefined],
        ],
        [
          ['TH', 'Column'],
          ['TH', 'Column'],
        ],
      ])
    }
    expect(pdf.all.filter(({ type, alt }) => type === 'Figure' && !alt)).toEqual([])
  })
})

describe('texts of any kind in the PDF', () => {
  it('go on on the next page, line by line', async () => {
    const lines = Array.from({ length: 150 }, (_, index) => `Regel ${index}`)
    const pdf = await read(havoAndVwo, { consent: consentWith({ surveyedGroup: lines.join('\n\n') }) })
    expect(textsOf(pdf, 'P')).toEqual(expect.arrayContaining(lines))
    expect(pdf.pages.length).toBeGreaterThan(3)
  })

  it('go on on the next page within a paragraph, and are read as one', async () => {
    const text = Array.from({ length: 350 }, (_, index) => `woord${index}`)
      .join(' ')
      .slice(0, 2000)
    const filled = `${'vol\n'.repeat(35)}${text}`
    expect(
      textsOf(await read(havoAndVwo, { consent: consentWith({ surveyedGroup: filled }) }), 'P'),
    ).toContain(text)
  })

  it('break where a word is wider than the page', async () => {
    const word = 'Onafgebroken'.repeat(60)
    expect(textsOf(await read(havoAndVwo, { consent: consentWith({ surveyedGroup: word }) }), 'P')).toContain(
      word,
    )
  })

  it('show a box for what the font lacks, and are heard as they were written', async () => {
    const { all, pages } = await read(named('Basisschool 学校 😀 Ωμέγα'))
    expect(all.find(({ text }) => text.startsWith('Basisschool'))).toMatchObject({
      text: 'Basisschool □□ □ Ωμέγα',
      actual: 'Basisschool 学校 😀 Ωμέγα',
    })
    expect(pages.some(({ usesMissingGlyph }) => usesMissingGlyph)).toBe(false)
  })

  it('never cut a character in two where they break a word', async () => {
    const surveyedGroup = '\u{10300}'.repeat(300)
    const { pages } = await read(havoAndVwo, { consent: consentWith({ surveyedGroup }) })
    expect(pages.filter(({ usesMissingGlyph }) => usesMissingGlyph)).toEqual([])
  })

  it('never break it', { timeout: 60_000 }, async () => {
    const text = fc.string({ unit: 'binary', minLength: 1, maxLength: 200 })
    await fc.assert(
      fc.asyncProperty(text, text, async (schoolName, surveyedGroup) => {
        const { pages } = await read(named(schoolName.toWellFormed()), {
          consent: consentWith({ surveyedGroup }),
        })
        expect(pages.filter(page => page.hasUntaggedText || page.usesMissingGlyph)).toEqual([])
      }),
      { numRuns: 10 },
    )
  })
})

describe('the bytes of the PDF', () => {
  it('hold the moment it is made, and no other', async () => {
    const { source } = await read(havoAndVwo)
    expect(source.match(/\(D:\d+Z?\)/g)).toEqual(['(D:20270511120300Z)'])
    expect(source).toContain('<xmp:CreateDate>2027-05-11T12:03:00Z</xmp:CreateDate>')
  })
})
