import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Heard, ReadPdf } from './pdf-reader.ts'
import { consentWith, havoAndVwo, made, named, read } from './pdf-report.ts'

const LEFT = 56
/** Where a text of a few words begins that stands against the right edge. */
const FAR_RIGHT = 400

/** The paragraph under the first heading. */
const nameIn = ({ all }: ReadPdf): Heard => {
  const found = all.find(({ type }) => type === 'P')
  if (!found) throw new Error('expected a paragraph')
  return found
}

const writtenAs = async (schoolName: string): Promise<Heard> => nameIn(await read(named(schoolName)))

const answered = async (surveyedGroup: string): Promise<Heard> => {
  const pdf = await read(havoAndVwo, { consent: consentWith({ surveyedGroup }) })
  const found = pdf.all.find(({ actual }) => actual === surveyedGroup)
  if (!found) throw new Error('expected the answer')
  return found
}

const reversed = (text: string): string => [...text].reverse().join('')

describe('languages in the PDF', () => {
  it.each([
    'Coördinatie ’s-Gravenhage: één geüpload',
    'Skoalle ‘De Súdwester’ û ê',
    'İstanbul Işık ğ ş ç ı',
    'Школа Ωμέγα Łódź',
    'Zoe\u0308 Mu\u0308ller',
  ])('%s is drawn and heard as it is written', async name => {
    const { text, actual, left } = await writtenAs(name)
    expect(text.trim().normalize('NFC')).toBe(name.normalize('NFC'))
    expect(actual).toBeUndefined()
    expect(left).toBe(LEFT)
  })

  it.each([
    // Words of Hebrew, its digits, its brackets.
    ['בית ספר', 'רפס תיב'],
    ['כיתות 7 עד 12', '12 דע 7 תותיכ'],
    ['שלום (340) א', 'א (340) םולש'],
    // A Hebrew name of which the first letter is Latin, and the other way round.
    ['OBS שלום בית 2', 'OBS 2 תיב םולש'],
    ['שלום OBS De Ark', 'OBS De Ark םולש'],
    ['Ark (שלום) 38,7%', 'Ark (םולש) 38,7%'],
    ['שלום-abc', 'abc-םולש'],
    // Arabic, with digits of its own, those of Persian, and a per cent sign, which Arabic has at the left.
    ['مدرسة ابن خلدون', reversed('مدرسة ابن خلدون')],
    ['Ibn Ghaldoun مدرسة ٤٥٦', `Ibn Ghaldoun ٤٥٦ ${reversed('مدرسة')}`],
    ['Leerjaar ۱۲۳ en ٤٥٦ hier', 'Leerjaar ۱۲۳ en ٤٥٦ hier'],
    ['مدرسة 87%', `%87 ${reversed('مدرسة')}`],
    ['שלום مدرسة', `${reversed('مدرسة')} םולש`],
    // Marks that are not seen: an override, an isolate, a mark after which a full stop belongs to the Hebrew.
    ['Ark \u202eabc\u202c de', 'Ark cba de'],
    ['Ark \u2067שלום!\u2069 de', 'Ark !םולש de'],
    ['Ark שלום.\u200f', 'Ark .םולש'],
  ])('%s is drawn from left to right as %s, and heard as it is written', async (name, drawn) => {
    const { text, actual } = await writtenAs(name)
    expect(text.trim()).toBe(drawn)
    expect(actual).toBe(name)
  })

  it('begins a text at the right that reads from there', async () => {
    expect((await writtenAs('בית ספר')).left).toBeGreaterThan(FAR_RIGHT)
    expect((await writtenAs('Ark בית ספר')).left).toBe(LEFT)
  })

  it('wraps Hebrew from the top, each line from the right', async () => {
    const words = Array.from({ length: 60 }, (_, index) => `מלה${index}`)
    const { text } = await answered(words.join(' '))
    const numbers = [...text.matchAll(/\d+/g)].map(([number]) => Number(number))
    const lines: number[][] = []
    for (const number of numbers) {
      const line = lines.at(-1)
      if (line && line[0] === number + 1) line.unshift(number)
      else lines.push([number])
    }
    expect(lines.flat()).toEqual(words.map((_, index) => index))
    expect(lines.length).toBeGreaterThan(2)
    expect(lines.length).toBeLessThan(10)
  })

  it('keeps the direction of a sentence on each of its lines', async () => {
    // The second line begins with a bracket, which by itself would be read with what follows.
    const { text } = await answered(`Alle ${'leerlingen '.repeat(9)}שלום (${'שלום '.repeat(18)}) einde`)
    expect(text.split('(')).toHaveLength(2)
    expect(text.trimEnd().endsWith(') einde')).toBe(true)
  })

  it('joins the letters of Arabic, also beside Hebrew', async () => {
    const formsIn = async (name: string) =>
      (await read(named(name))).letters.filter(letter => letter === 'ب').length
    expect(await formsIn('ب')).toBe(1)
    expect(await formsIn('ببب')).toBe(3)
    expect(await formsIn('שלום ببب')).toBe(3)
  })

  it('keeps apart what a zero-width non-joiner keeps apart', async () => {
    expect((await read(named('بب'))).letters.filter(letter => letter === 'ب')).toHaveLength(2)
    expect((await read(named('ب\u200cب'))).letters.filter(letter => letter === 'ب')).toHaveLength(1)
  })

  it('shows no character that is not seen', async () => {
    expect((await writtenAs('De\u200b Ark\ufeff \u{1f468}\u200d\u{1f469}')).text.trim()).toBe('De Ark □□')
  })

  it('loses no letter, whatever stands beside what', { timeout: 60_000 }, async () => {
    const unit = fc.constantFrom(...'אבعر۱٤aB1 -(%', '\u200f', '\u202e', '\u2067', '\u2069')
    const lettersOf = (text: string) => [...text.replace(/[^אבعر۱٤aB1]/g, '')].sort().join('')
    await fc.assert(
      fc.asyncProperty(fc.string({ unit, minLength: 1, maxLength: 300 }), async written => {
        const group = `א${written}`
        expect(lettersOf((await answered(group)).text)).toBe(lettersOf(group))
      }),
      { numRuns: 25 },
    )
  })
})

describe('the title of the PDF', () => {
  const titled = (name: string) => `Monitoring Sociale Veiligheid 2026-2027, ${name}`
  const entities: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }
  const inXml = ({ source }: ReadPdf): string | undefined =>
    /<dc:title>[\s\S]*?<rdf:li xml:lang="x-default">([^<]*)<\/rdf:li>/
      .exec(source)?.[1]
      ?.replace(/&\w+;/g, entity => entities[entity] ?? '?')

  it.each(["C&A's <P@rk>", 'Rijn &amp; Vecht ]]> $& "x"', 'Zoë 学校 😀', 'مدرسة שלום', 'één\u200bschool'])(
    'is that of %s to the letter, for people and as XML',
    async name => {
      const pdf = await read(named(name))
      expect(pdf.title).toBe(titled(name))
      expect(inXml(pdf)).toBe(titled(name))
    },
  )

  it('has a mark in XML for what XML forbids', async () => {
    const bytes = await made(named('De \uffff Ark'))
    expect(bytes.includes(Buffer.from('De \ufffd Ark'))).toBe(true)
  })
})
