import { describe, expect, it } from 'vitest'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import { importStatus } from '../../../shared/ingestion/requests.ts'
import { summaryOf } from '../../../shared/monitoring/summary.ts'
import { boardId, file, importDesk, poSchool, proSchool, schools, voSchool, year } from './import-desk.ts'

const linden = '99CC00' as SchoolId

describe('a file of schools', () => {
  it('adds schools and their board, so that administrators of that board can follow', async () => {
    const desk = await importDesk()
    const record = await desk.bring(
      'schools',
      file('schools', '54321;Stichting Oost;99CC00; De Linden ;Ede;VSO'),
    )
    expect(record).toMatchObject({ status: 'applied', rows: 1, schools: 1, errorCount: 0, errors: [] })
    expect(await desk.directory.school(linden)).toEqual({
      boardHasAdministrators: false,
      schoolId: linden,
      schoolName: 'De Linden',
      city: 'Ede',
      sector: 'VSO',
      boardId: '54321',
      boardName: 'Stichting Oost',
    })
    expect(await desk.bring('administrators', file('administrators', '54321;A;a@b.nl'))).toMatchObject({
      status: 'applied',
    })
  })

  it('moves a school to another board, and leaves schools alone that it does not name', async () => {
    const desk = await importDesk()
    await desk.bring('schools', file('schools', `54321;Stichting Oost;${voSchool};De Brug;Delft;PO`))
    expect(await desk.directory.school(voSchool)).toMatchObject({ boardId: '54321', sector: 'PO' })
    expect(await desk.directory.school(poSchool)).toMatchObject(schools[2]!)
  })
})

describe('a school that a file gives another sector', () => {
  const toPrimary = file('schools', `${boardId};Zuid;${voSchool};De Brug;Delft;PO`)
  const havo = `${voSchool};${year};HAVO;310`

  it('keeps the figures that it has, since they tell who was asked then', async () => {
    const desk = await importDesk()
    await desk.bring(
      'respondents',
      file('respondents', `${voSchool};${year};LTO-VO;HAVO;3${';5'.repeat(11)}`),
    )
    await desk.bring('pupils', file('pupils', havo))
    const before = await desk.store.read(voSchool, year)
    expect(before.results).toHaveLength(1)
    await desk.bring('schools', toPrimary)
    expect(await desk.store.read(voSchool, year)).toEqual(before)
  })

  it('is asked for the education types of its new sector from then on', async () => {
    const desk = await importDesk()
    await desk.bring('schools', toPrimary)
    const { errors } = await desk.bring('pupils', file('pupils', havo))
    expect(errors).toMatchObject([{ line: 2, column: 'ONDERWIJSSOORT', code: 'unknown-education-type' }])
    expect(await desk.bring('pupils', file('pupils', havo.replace('HAVO', 'BO')))).toMatchObject({
      status: 'applied',
    })
  })
})

describe('a file of administrators', () => {
  it('replaces those of each board in it and leaves the reminders as they are', async () => {
    const desk = await importDesk()
    const before = { items: [{ name: 'Oud', email: 'oud@bestuur.nl' }], reminders: true }
    await desk.directory.saveAdministrators(boardId, before)
    const rows = [`${boardId};"de Wit; Zoë";Zoe.deWit@bestuur.nl`, `${boardId};B. Bos;b@bestuur.nl`]
    const record = await desk.bring('administrators', file('administrators', ...rows))
    expect(record).toMatchObject({ status: 'applied', rows: 2, schools: 0 })
    expect(await desk.directory.administrators(boardId)).toEqual({
      items: [
        { name: 'de Wit; Zoë', email: 'Zoe.deWit@bestuur.nl' },
        { name: 'B. Bos', email: 'b@bestuur.nl' },
      ],
      reminders: true,
    })
  })

  it('takes ten of a board, names of 200 characters beyond the first plane, and any board it knows', async () => {
    const known = schools.map((school, index) =>
      index === 2 ? { ...school, boardId: '54321' as BoardId } : school,
    )
    const desk = await importDesk({ known })
    const ten = Array.from(
      { length: 10 },
      (_, index) => `${boardId};${'😀'.repeat(200)};a${index}@bestuur.nl`,
    )
    const record = await desk.bring('administrators', file('administrators', ...ten, '54321;A;a0@bestuur.nl'))
    expect(record).toMatchObject({ status: 'applied', rows: 11 })
    expect((await desk.directory.administrators(boardId))?.items).toHaveLength(10)
    expect(await desk.directory.administrators('54321' as BoardId)).toMatchObject({ reminders: false })
  })
})

describe('a file of pupils', () => {
  it('replaces the pupils of each school and year in it, and of no other', async () => {
    const desk = await importDesk()
    await desk.store.savePupils(voSchool, year, { HAVO: 1, VWO: 2 }, desk.clock())
    await desk.store.savePupils(voSchool, '2025-2026' as SchoolYear, { HAVO: 3 }, desk.clock())
    const rows = [
      `${voSchool};${year};HAVO;310`,
      `${voSchool};${year};IB;0`,
      `${poSchool};${year};BO;00100000`,
    ]
    const record = await desk.bring('pupils', file('pupils', ...rows))
    expect(record).toMatchObject({ status: 'applied', rows: 3, schools: 2 })
    expect((await desk.store.read(voSchool, year)).pupils).toEqual({ HAVO: 310, IB: 0 })
    expect((await desk.store.read(poSchool, year)).pupils).toEqual({ BO: 100_000 })
    expect((await desk.store.read(voSchool, '2025-2026' as SchoolYear)).pupils).toEqual({ HAVO: 3 })
    expect(desk.guard.changed.toSorted()).toEqual([`${voSchool} ${year}`, `${poSchool} ${year}`])
  })
})

describe('a file of respondents', () => {
  const prozo = `${proSchool};${year};PROZO;PRO;1`

  it('becomes counts and sums per school, education type and question', async () => {
    const desk = await importDesk()
    const rows = [`${prozo};4;3;;1;1;1;1;1;2;2;2`, `${prozo};1;;;1;1;1;1;1;2;2;2`, `${prozo};;;;;;;;;;;`]
    const record = await desk.bring('respondents', file('respondents', ...rows))
    expect(record).toMatchObject({ status: 'applied', rows: 3, schools: 1 })
    const { results } = await desk.store.read(proSchool, year)
    expect(results[0]).toMatchObject({ questionnaire: 'PROZO', importedAt: '2027-05-11T12:03:00.000Z' })
    expect(results[0]?.groups.PRO).toMatchObject({
      respondents: 2,
      questions: { V1: { answers: 2, sum: 5 }, V2: { answers: 1, sum: 3 }, V3: { answers: 0, sum: 0 } },
    })
  })

  const lto = `${proSchool};${year};LTO-VO;PRO;1;5;5;5;5;5;5;5;5;5;5;5`

  it('replaces all results of a school, year and questionnaire', async () => {
    const desk = await importDesk()
    await desk.bring('respondents', file('respondents', lto, lto.replace('PRO;', 'VWO;')))
    await desk.bring('respondents', file('respondents', lto))
    const { results } = await desk.store.read(proSchool, year)
    expect(results.map(({ groups }) => Object.keys(groups))).toEqual([['PRO']])
  })

  it('replaces those of the other questionnaire of its family, whatever the sector of the school', async () => {
    const desk = await importDesk()
    await desk.bring('respondents', file('respondents', lto))
    const ltoPo = `${proSchool};${year};LTO-PO;PRO;1${';5'.repeat(10)}`
    expect(await desk.bring('respondents', file('respondentsPo', ltoPo))).toMatchObject({ status: 'applied' })
    const { results } = await desk.store.read(proSchool, year)
    expect(results.map(({ questionnaire }) => questionnaire)).toEqual(['LTO-PO'])
  })

  it('that holds no answer at all leaves the school with results of nobody', async () => {
    const desk = await importDesk()
    expect(await desk.bring('respondents', file('respondents', `${prozo};;;;;;;;;;;`))).toMatchObject({
      rows: 1,
    })
    expect((await desk.store.read(proSchool, year)).results[0]?.groups).toEqual({})
  })

  it('may speak of several school years, and have the questions of primary education', async () => {
    const desk = await importDesk()
    const row = `${poSchool};2025-2026;LTO-PO;BO;8;5;5;5;5;5;5;5;5;5;5`
    const record = await desk.bring('respondents', file('respondentsPo', row, row.replace('2025-2026', year)))
    expect(record).toMatchObject({ status: 'applied', rows: 2, schools: 1 })
    expect(await desk.store.schoolYearsWithResults(poSchool)).toEqual(['2025-2026', year])
  })

  it('that changes nothing is of a later import, and shows since when the figures are as they are', async () => {
    const desk = await importDesk()
    const content = file('respondents', `${prozo};4;4;4;4;4;4;4;4;4;4;4`)
    await desk.bring('respondents', content)
    const before = await desk.store.read(proSchool, year)
    desk.moveClockTo('2027-05-12T09:00:00+02:00')
    expect(await desk.bring('respondents', content.replaceAll('\n', '\r\n'))).toMatchObject({
      status: 'applied',
    })
    const confirmed = await desk.store.read(proSchool, year)
    expect(confirmed.results[0]?.importedAt).toBe('2027-05-12T07:00:00.000Z')
    expect(summaryOf(confirmed)).toEqual(summaryOf(before))
    desk.moveClockTo('2027-05-13T09:00:00+02:00')
    await desk.bring('respondents', content)
    expect(summaryOf(await desk.store.read(proSchool, year))).toEqual(summaryOf(before))
    await desk.bring('respondents', content.replace('4;4', '4;3'))
    const [changed] = summaryOf(await desk.store.read(proSchool, year))
    expect(changed?.importedAt).toBe('2027-05-13T07:00:00.000Z')
  })
})

describe('a file with one fault', () => {
  it('changes nothing at all, and is not kept', async () => {
    const desk = await importDesk()
    await desk.store.savePupils(voSchool, year, { HAVO: 1 }, desk.clock())
    const rows = [`${voSchool};${year};HAVO;310`, `${poSchool};${year};BO;many`]
    const record = await desk.bring('pupils', file('pupils', ...rows))
    expect(record).toMatchObject({ status: 'rejected', rows: 2, errorCount: 1 })
    expect((await desk.store.read(voSchool, year)).pupils).toEqual({ HAVO: 1 })
    expect(desk.guard.changed).toEqual([])
    expect(desk.uploads.has(record)).toBe(false)
  })
})

describe('an import', () => {
  it.each(['', '../import-1', 'import 1', 'x'.repeat(3000)])(
    'is not looked for under "%.12s"',
    async importId => {
      const desk = await importDesk()
      const read = () => Promise.reject(new Error('asked'))
      const ports = { ...desk.ports, imports: Object.assign(desk.imports, { read }) }
      expect(await importStatus(ports, importId)).toBeUndefined()
    },
  )
})
