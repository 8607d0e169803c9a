import fc from 'fast-check'
import { find } from 'linkifyjs'
import { describe, expect, it } from 'vitest'
import { delivered, given, jansen, receipt, started } from '../../support/builders.ts'
import { histories, mailAfter, schoolUrl } from './mails.ts'

const cases = Object.entries(histories)

/** Any sixteen-bit units: markup, control characters, halves of surrogate pairs. */
const anyText = fc.oneof(
  fc.string({ unit: fc.nat(0xffff).map(unit => String.fromCharCode(unit)), maxLength: 40 }),
  fc.constantFrom('<script>alert(1)</script>', '"><img src=x>', "' onclick='x", '&amp;&lt;', 'Bcc: x@y.nl'),
)

const entities: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': "'" }

/** What a reader of the page reads. */
const readIn = (html: string): string =>
  html
    .slice(html.indexOf('<body'))
    .replace(/<[^>]*>/g, ' ')
    .replace(/&([a-z]+|#39);/g, (_, name: string) => entities[name]!)

/** Without the marks with which text makes lists and lines. */
const wordsOf = (text: string): string => text.replace(/[\s:-]/g, '')

const mailNaming = (name: string) => {
  const consent = given({ schoolName: name, by: { ...jansen, name } })
  return mailAfter(consent, started(), { ...delivered(), receipt: { ...receipt, receiptId: name } })
}

describe('text and HTML', () => {
  it.each(cases)('say the same, in the same order: %s', (_, events) => {
    const { text, html } = mailAfter(...events)
    expect(wordsOf(readIn(html))).toBe(wordsOf(text))
  })

  it('say the same whatever schools, people and receipts are called', () => {
    fc.assert(
      fc.property(anyText, name => {
        const { text, html } = mailNaming(name)
        expect(wordsOf(readIn(html))).toBe(wordsOf(text))
      }),
    )
  })
})

describe('a name from outside', () => {
  const plain = mailNaming('x')
  const tagsOf = (html: string) => html.match(/<[^>]*>/g)

  it('adds no element and no attribute to the page', () => {
    fc.assert(
      fc.property(anyText, name => {
        expect(tagsOf(mailNaming(name).html)).toEqual(tagsOf(plain.html))
      }),
    )
  })

  it('adds no line to the text and none to the subject', () => {
    fc.assert(
      fc.property(anyText, name => {
        const { text, subject } = mailNaming(name)
        expect(text.split(/[\n\r\u2028\u2029]/)).toHaveLength(plain.text.split('\n').length)
        expect(subject).not.toMatch(/[\p{Cc}\u2028\u2029]/u)
      }),
    )
  })

  it('cannot make a mail that cannot be sent', () => {
    fc.assert(
      fc.property(anyText, name => {
        const { subject, text, html } = mailNaming(name)
        expect([subject, text, html].every(part => part.isWellFormed())).toBe(true)
      }),
    )
  })

  it('shows as it is written', () => {
    const { html, subject } = mailNaming('De Brug & <Zoon> "1" \'2\'')
    expect(html).toContain('De Brug &amp; &lt;Zoon&gt; &quot;1&quot; &#39;2&#39;')
    expect(subject).toContain('De Brug & <Zoon> "1" \'2\'')
  })

  it('cannot turn the writing round', () => {
    expect(mailNaming('De \u202egurB\u2066').subject).toContain(': De gurB, 2026-2027')
  })
})

describe('what comes from outside', () => {
  /** What a mail program would make a link of, beside the portal's. */
  const linksIn = (text: string) => find(text.replaceAll(schoolUrl, '')).map(({ href }) => href)
  const withoutJoiners = (text: string) => text.replaceAll('\u2060', '')

  const linked = [
    'www.voorbeeld.nl',
    'voorbeeld.nl',
    'school,voorbeeld.nl.',
    'voorbeeld.amsterdam/toestemming?x=1#y',
    'bücher.example.de',
    'A.de Jong',
    'HTTP://voorbeeld',
    'http://10.0.0.1/',
    '//voorbeeld.nl/x',
    'mailto:jan@voorbeeld.nl',
    'Jan<jan+x@sub.voorbeeld.nl>',
    'file:///c:/x',
  ]

  it.each(linked)('leads nowhere, and reads the same: %j', name => {
    expect(find(name)).not.toEqual([])
    const { text, html } = mailNaming(name)
    expect(linksIn(text)).toEqual([])
    expect(linksIn(readIn(html))).toEqual([])
    expect(withoutJoiners(text)).toContain(name)
  })

  it.each([
    'www.x',
    'tel:0612345678',
    'javascript:alert(1)',
    '10.20.30.40',
    '\\\\server\\map',
    'voorbeeld。nl',
  ])('leads nowhere either in programs that see more in it: %j', name => {
    const { text } = mailNaming(name)
    expect(text).not.toContain(name)
    expect(withoutJoiners(text)).toContain(name)
  })

  it.each([
    'M. van Dam',
    'J.P. Jansen',
    'St. Jan, locatie 2.0',
    "'t Hof / De Brug",
    'De Vaart: mavo',
    'IVO-2027-1',
  ])('is as it was where nobody would see a link in it: %j', name => {
    expect(mailNaming(name).text).toContain(name)
  })

  it('leads nowhere, whatever it is', () => {
    const parts = fc.constantFrom(
      'www',
      '.',
      'nl',
      'https',
      ':',
      '/',
      '@',
      'jan',
      ' ',
      'com',
      '1',
      '-',
      'é',
      '?',
    )
    fc.assert(
      fc.property(fc.array(parts, { maxLength: 12 }), all => {
        const { text, html } = mailNaming(all.join(''))
        expect([...linksIn(text), ...linksIn(readIn(html))]).toEqual([])
      }),
    )
  })
})

describe('the page', () => {
  it.each(cases)('can be read by everyone and everywhere: %s', (_, events) => {
    const { html, subject } = mailAfter(...events)
    expect(html).toContain('<html lang="nl">')
    expect(html).toContain(`<title>${subject}</title>`)
    expect(html.match(/<h1 /g)).toHaveLength(1)
    expect(html.match(/<th scope="row"/g)).toHaveLength(html.match(/<td /g)!.length)
    expect(html.match(/<caption /g)).toHaveLength(html.match(/<table /g)!.length)
    expect(html).not.toMatch(/<(img|script|link|style|iframe)|url\(/)
  })

  it('leads to the portal', () => {
    const url = schoolUrl
    expect(mailAfter(given()).html).toContain(`<a href="${url}"`)
  })
})
