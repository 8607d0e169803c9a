import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { complaintOf, figureLine, pageWith } from '../../../scripts/cost/page.ts'

const page = 'Before\n<!-- npm run cost -->\n<!-- as taken -->\nAfter\n'
const taken = pageWith(page, figureLine(0.0003))

describe('the figure of a school-year', () => {
  it('is the last line of the bill, in dollars', () => {
    expect(figureLine(0.00030126)).toBe('variable per school-year: $0.000301')
  })

  it('may rise by 5 %, and fall, without a word', () => {
    for (const variable of [0.000314, 0.0003, 0.0001]) expect(complaintOf(taken, variable)).toBeUndefined()
  })

  it('is complained of where it rises by more, with the command that takes it anew', () => {
    expect(complaintOf(taken, 0.00033)).toMatch(
      /^A school-year has come to cost 10 % more .* --take YYYY-MM-DD$/,
    )
    expect(complaintOf(page, 0.0003)).toBe('docs/cost.md has no figure of a school-year')
  })

  it('takes the place of the one before on the page, and of nothing else', () => {
    expect(pageWith(taken, figureLine(0.0004))).toBe(
      'Before\n<!-- npm run cost -->\nvariable per school-year: $0.000400\n<!-- as taken -->\nAfter\n',
    )
    expect(() => pageWith('Before\nAfter\n', 'a bill')).toThrow('no place')
  })

  it('stands in docs/cost.md', () => {
    const written = readFileSync(new URL('../../../docs/cost.md', import.meta.url), 'utf8')
    expect(complaintOf(written, 0)).toBeUndefined()
  })
})
