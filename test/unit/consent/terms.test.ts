import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { termsSchema } from '../../../shared/consent/terms.ts'
import { bodyFaults } from '../../../shared/http/faults.ts'
import { invisibleTexts } from '../../support/invisible-texts.ts'

const conduct = { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true }
const body = {
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: '2027-07-01',
  conduct,
}

/** What is wrong with a body: `pointer code`, in any order. */
const faultsOf = (sent: unknown): string[] => {
  const parsed = termsSchema.safeParse(sent)
  if (parsed.success) return []
  const faults = bodyFaults(parsed.error.issues, sent)
  expect(faults.filter(({ detail }) => detail === '')).toEqual([])
  return faults.map(fault => `${'pointer' in fault ? fault.pointer : '?'} ${fault.code}`).sort()
}
const faultsWith = (other: object) => faultsOf({ ...body, ...other })
const faultsOfConduct = (other: object) => faultsWith({ conduct: { ...conduct, ...other } })
const textSaved = (surveyedGroup: string) =>
  termsSchema.parse({ ...body, conduct: { ...conduct, surveyedGroup } }).conduct.surveyedGroup

const notAnonymous = { anonymous: false, notAnonymousReason: 'Leerlingen logden in.' }

describe('what a school sends to save a consent', () => {
  it('is taken as it is where it is right', () => {
    expect(termsSchema.parse(body)).toEqual(body)
    const other = {
      ...body,
      level: 'school',
      conduct: { ...conduct, ...notAnonymous, representative: false },
    }
    expect(termsSchema.parse(other)).toEqual(other)
  })

  it('must say everything', () => {
    const fields = ['/boardApproval', '/boardNotification', '/conduct', '/deliveryDate', '/level']
    expect(faultsOf({})).toEqual(fields.map(field => `${field} required`))
    const questions = ['/conduct/anonymous', '/conduct/representative', '/conduct/surveyedGroup']
    expect(faultsWith({ conduct: {} })).toEqual(questions.map(field => `${field} required`))
  })

  it('must not be null where something is asked', () => {
    const nulls = { boardApproval: null, boardNotification: null, level: null, deliveryDate: null }
    expect(faultsWith({ ...nulls, conduct: null })).toEqual([
      '/boardApproval invalid-type',
      '/boardNotification invalid-type',
      '/conduct invalid-type',
      '/deliveryDate invalid-type',
      '/level invalid-type',
    ])
    expect(faultsOfConduct({ representative: null, surveyedGroup: null, anonymous: null })).toEqual([
      '/conduct/anonymous invalid-type',
      '/conduct/representative invalid-type',
      '/conduct/surveyedGroup invalid-type',
    ])
  })

  it('has nothing else in it', () => {
    expect(faultsWith({ 'a/b~c': 1, status: 'given' })).toEqual([
      '/a~1b~0c unknown-property',
      '/status unknown-property',
    ])
    expect(faultsOfConduct({ extra: null })).toEqual(['/conduct/extra unknown-property'])
    expect(faultsOf(JSON.parse(JSON.stringify(body).replace('{', '{"__proto__":1,')))).toEqual([
      '/__proto__ unknown-property',
    ])
  })

  it('has both ticks set', () => {
    expect(faultsWith({ boardApproval: false, boardNotification: false })).toEqual([
      '/boardApproval must-be-true',
      '/boardNotification must-be-true',
    ])
  })

  it.each([
    '',
    '2027-02-29',
    '2027-13-01',
    '2027-7-1',
    '2027-07-01T07:12',
    '2027-07-01\n',
    '+002027-07-01',
    '20270701',
    '2027-W26-4',
    '２０２７-07-01',
  ])('names a day that exists: %j does not', deliveryDate => {
    expect(faultsWith({ deliveryDate })).toEqual(['/deliveryDate invalid-date'])
  })

  it('may name the 29th of February in a leap year', () => {
    expect(faultsWith({ deliveryDate: '2028-02-29' })).toEqual([])
  })

  it('has all its faults told at once, those of a text beside the reason that is missing', () => {
    const sent = { level: 'x', deliveryDate: 'x', boardApproval: false, extra: 1 }
    expect(faultsWith({ ...sent, conduct: { surveyedGroup: ' ', anonymous: false, more: 1 } })).toEqual([
      '/boardApproval must-be-true',
      '/conduct/more unknown-property',
      '/conduct/notAnonymousReason required',
      '/conduct/representative required',
      '/conduct/surveyedGroup text-empty',
      '/deliveryDate invalid-date',
      '/extra unknown-property',
      '/level invalid-format',
    ])
  })
})

describe('why pupils were not anonymous', () => {
  it('must be told where they were not', () => {
    expect(faultsOfConduct({ anonymous: false })).toEqual(['/conduct/notAnonymousReason required'])
  })

  it('does not apply where they were', () => {
    expect(faultsOfConduct({ notAnonymousReason: 'Omdat.' })).toEqual([
      '/conduct/notAnonymousReason not-applicable',
    ])
    for (const notAnonymousReason of ['', 'a\u0000', 'a'.repeat(2001)])
      expect(faultsOfConduct({ notAnonymousReason })).toContain('/conduct/notAnonymousReason not-applicable')
  })

  it('is not asked for where it is not said whether they were', () => {
    for (const reason of [{}, { notAnonymousReason: 'Inlog' }])
      expect(faultsOfConduct({ anonymous: 'no', ...reason })).toEqual(['/conduct/anonymous invalid-type'])
  })

  it('counts as absent where it is null, and is not kept', () => {
    expect(faultsOfConduct({ anonymous: false, notAnonymousReason: null })).toEqual([
      '/conduct/notAnonymousReason required',
    ])
    const parsed = termsSchema.parse({ ...body, conduct: { ...conduct, notAnonymousReason: null } })
    expect(parsed.conduct).toStrictEqual(conduct)
  })

  it.each([
    { notAnonymousReason: '  ', code: 'text-empty' },
    { notAnonymousReason: 5, code: 'invalid-type' },
    { notAnonymousReason: 'x'.repeat(2001), code: 'text-too-long' },
    { notAnonymousReason: 'a\u0007b', code: 'control-characters' },
  ])('is a text like any other: $code', ({ notAnonymousReason, code }) => {
    expect(faultsOfConduct({ anonymous: false, notAnonymousReason })).toEqual([
      `/conduct/notAnonymousReason ${code}`,
    ])
  })
})

describe('a text', () => {
  const faultsOfText = (surveyedGroup: string) =>
    faultsOfConduct({ surveyedGroup }).map(fault => fault.replace('/conduct/surveyedGroup ', ''))

  it('is trimmed, and its lines end in a line feed alone', () => {
    expect(textSaved('  Leerjaar 1\r\nen 2\n\tdeels \r\n')).toBe('Leerjaar 1\nen 2\n\tdeels')
    // As word processors paste them, too.
    for (const lineBreak of ['\n', '\r\n', '\u000b', '\u2028', '\u2029'])
      expect(textSaved(`${lineBreak}a${lineBreak}${'b'.repeat(1998)}`)).toBe(`a\n${'b'.repeat(1998)}`)
  })

  it('must not be empty, in whatever way', () => {
    for (const text of ['', ' ', '\r\n\t', '\u00a0', ...invisibleTexts, `\n${invisibleTexts.join('')}`])
      expect(faultsOfText(text), JSON.stringify(text)).toEqual(['text-empty'])
  })

  it('is at most 2,000 code points long after trimming, a line end counted as one', () => {
    expect(faultsOfText(`  ${'é'.repeat(2000)}  `)).toEqual([])
    expect(faultsOfText('👩'.repeat(2000))).toEqual([])
    expect(faultsOfText('👩'.repeat(2001))).toEqual(['text-too-long'])
    expect(faultsOfText(`${'a\r\n'.repeat(999)}ab`)).toEqual([])
    expect(faultsOfText(` \n${'a\r\n'.repeat(1000)}b\n`)).toEqual(['text-too-long'])
  })

  it.each(['\u0000', '\u0007', '\u001f', '\u007f', '\u009f', '\r', '\ud800', '\udc00'])(
    'has no control character %j in it',
    character => {
      expect(faultsOfText(`a${character}b`)).toEqual(['control-characters'])
      // Nor at its end, where trimming would hide it.
      expect(faultsOfText(`ab${character}`)).toEqual(['control-characters'])
    },
  )

  it('may be of any script, with newlines and tabs', () => {
    expect(faultsOfText('Ĳsselstein\n\t漢字 👩‍👩‍👧 \u200b')).toEqual([])
  })

  it('that is too long and has control characters has both faults', () => {
    expect(faultsOfText(`\u0007${'a'.repeat(2001)}`)).toEqual(['control-characters', 'text-too-long'])
  })

  it('that was saved is saved as it is the next time', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 60 }), text => {
        fc.pre(faultsOfText(text).length === 0)
        expect(textSaved(textSaved(text))).toBe(textSaved(text))
      }),
    )
  })
})
