import { describe, expect, it } from 'vitest'
import { faultsOf } from './hostile-file.ts'
import { file, headers, importDesk, poSchool, voSchool, year } from './import-desk.ts'

const row = `${voSchool};${year};HAVO;3`

describe('a row without anything in it', () => {
  it.each([
    ['nothing', ''],
    ['separators', ';;;'],
    ['more separators than columns', ';'.repeat(70)],
    ['fewer', ';'],
    ['quotes', '"";"";"";""'],
    ['spaces and tabs', ' ; \t;; '],
    ['no-break spaces', '\u00a0;\u00a0;;'],
    ['quoted line breaks', '"\n\n";;;'],
  ])('is passed over and counts for nothing: %s', async (_, blank) => {
    const desk = await importDesk()
    const content = file('pupils', row, blank, `${poSchool};${year};BO;4`, blank, blank)
    expect(await desk.bring('pupils', content)).toMatchObject({ status: 'applied', rows: 2, errorCount: 0 })
  })

  it('hides no fault below it, which has its own line', async () => {
    const content = file('pupils', row, ...Array<string>(300).fill(';;;;'), `${voSchool};${year};HAVO;x`)
    expect(await faultsOf('pupils', content)).toEqual([
      '303 LEERLINGEN invalid-format',
      '303 - duplicate-row',
    ])
  })

  it('is no row: a file of nothing else has none', async () => {
    expect(await faultsOf('pupils', file('pupils', ';;;', '', ';;;'))).toEqual(['- - no-rows'])
  })

  it.each(['\n', ';;;\n', '\r\n'])('is no header either (%j)', async blank => {
    expect(await faultsOf('pupils', `${blank}${headers.pupils}\n${row}\n`)).toEqual(['1 - wrong-header'])
  })

  it('is more than blank with one cell that is filled, wherever it is', async () => {
    const wide = `${';'.repeat(70)}x`
    expect(await faultsOf('pupils', file('pupils', row, ';;;0', wide))).toEqual([
      '3 VESTIGINGSCODE required',
      '3 SCHOOLJAAR required',
      '3 ONDERWIJSSOORT required',
      '4 - wrong-cell-count',
    ])
  })
})
