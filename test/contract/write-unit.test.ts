import { describe, expect, it } from 'vitest'
import { toLogItem } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { changed, given, history, terms, traceId, withdrawn } from '../support/builders.ts'
import { sizeOfItem } from '../support/item-size.ts'

describe('what the log writes for a usual save', () => {
  const teacher = {
    sub: '0b9f6f0e-7f0c-4c9d-9d43-2f2f0b3f6a11',
    name: 'Mevr. M. van der Meulen-Jansen',
    role: 'school',
  } as const
  const boardMember = {
    sub: '7d1c2f0a-1f7c-4b9d-8d43-5a2f0b3f6a99',
    name: 'Dhr. K.L. de Vries',
    role: 'board',
  } as const
  const conduct = { ...terms().conduct, surveyedGroup: 'Leerjaar 1 t/m 4. '.padEnd(100, 'x') }
  const saves = history(
    given({ by: teacher, terms: terms({ conduct }), schoolName: 'Christelijk College Het Voorbeeld' }),
    changed({ by: boardMember, terms: terms({ conduct }) }),
    withdrawn('2027-05-13T12:00:00Z', teacher),
  ).map(record => ({ ...record, request: 'x'.repeat(22), traceId }))

  it.each(saves)('takes one write unit: less than a kilobyte ($type)', record => {
    expect(sizeOfItem(toLogItem(record))).toBeLessThan(1024)
  })

  it('is measured as DynamoDB does: names and values in UTF-8, three bytes for a map and one for each member', () => {
    const item = { pk: 'aé', n: 12, yes: true, none: null, map: { k: 'v', gone: undefined } }
    expect(sizeOfItem(item)).toBe(26)
    expect(sizeOfItem({ ...item, gone: undefined, list: ['a', 1], set: new Set(['bc', 'd']) })).toBe(44)
  })
})
