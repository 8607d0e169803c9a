import { describe, expect, it } from 'vitest'
import type { ImportKind } from '../../../shared/ingestion/ports.ts'
import { processImport } from '../../../shared/ingestion/processing.ts'
import type { TraceId } from '../../../shared/platform/trace.ts'
import { failingAlwaysAt, failingAt } from '../../support/interrupted.ts'
import { boardId, file, importDesk, poSchool, voSchool, year } from './import-desk.ts'

const traceId = '0af7651916cd43dd8448eb211c80319c' as TraceId

type Desk = Awaited<ReturnType<typeof importDesk>>

const files: Readonly<Record<ImportKind, string>> = {
  schools: file('schools', `${boardId};Zuid;99CC00;De Es;Ede;VO`, `54321;Oost;99CC01;De Linde;Ede;PO`),
  administrators: file('administrators', `${boardId};A;a@b.nl`, `${boardId};B;b@b.nl`),
  pupils: file('pupils', `${voSchool};${year};HAVO;3`, `${poSchool};${year};BO;4`),
  respondents: file(
    'respondents',
    `${voSchool};${year};LTO-VO;HAVO;3;5;5;5;5;5;5;5;5;5;5;5`,
    `99AA01;${year};LTO-VO;VWO;3;5;5;5;5;5;5;5;5;5;5;5`,
  ),
}

/** Everything an import can change. */
const everything = async (desk: Desk, importId: string) => ({
  record: await desk.stored(importId),
  hasUpload: desk.uploads.has({ importId }),
  schools: await desk.directory.schoolsOfBoard(boardId),
  administrators: await desk.directory.administrators(boardId),
  figures: [await desk.store.read(voSchool, year), await desk.store.read(poSchool, year)],
  changed: [...new Set(desk.guard.changed)].sort(),
})

const fails = (run: Promise<unknown>): Promise<boolean> =>
  run.then(
    () => false,
    () => true,
  )

describe.each(Object.entries(files) as [ImportKind, string][])(
  'processing %s that stops half-way',
  (kind, content) => {
    it.each(['before', 'after'] as const)(
      'is finished by the retry, at any call, %s it took effect',
      async moment => {
        const undisturbed = await importDesk()
        const expected = await everything(undisturbed, (await undisturbed.bring(kind, content)).importId)
        expect(expected).toMatchObject({ record: { status: 'applied' }, hasUpload: false })
        for (let callNumber = 1; ; callNumber += 1) {
          const desk = await importDesk()
          const importId = await desk.upload(kind, content)
          if (!(await fails(processImport(failingAt(desk.ports, callNumber, moment), importId)))) {
            expect(callNumber).toBeGreaterThan(8)
            return
          }
          await desk.process(importId)
          expect(await everything(desk, importId)).toEqual(expected)
        }
      },
    )
  },
)

describe('a file that comes again', () => {
  it.each([
    ['applied', files.pupils],
    ['rejected', 'x'],
  ])('is removed unread once the import is %s', async (status, content) => {
    const desk = await importDesk()
    const record = await desk.bring('pupils', content)
    expect(record.status).toBe(status)
    desk.uploads.put(record, Buffer.from(file('pupils', `${voSchool};${year};HAVO;999`)))
    expect(await desk.process(record.importId)).toBe('ignored')
    expect(desk.uploads.has(record)).toBe(false)
    expect(await desk.stored(record.importId)).toEqual(record)
    expect((await desk.store.read(voSchool, year)).pupils?.HAVO).not.toBe(999)
  })

  it('is what was uploaded first, whatever was uploaded after it', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', files.pupils)
    expect(await fails(processImport(failingAt(desk.ports, 4, 'before'), importId))).toBe(true)
    desk.uploads.put({ importId }, Buffer.from(file('pupils', `${voSchool};${year};HAVO;999`)))
    expect(await desk.process(importId)).toBe('applied')
    expect((await desk.store.read(voSchool, year)).pupils?.HAVO).not.toBe(999)
  })

  it('is ignored where the file it began with has expired, and another was uploaded', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', files.pupils)
    expect(await fails(processImport(failingAt(desk.ports, 4, 'before'), importId))).toBe(true)
    await desk.uploads.remove({ importId, kind: 'pupils' })
    desk.uploads.put({ importId }, Buffer.from(file('pupils', `${voSchool};${year};HAVO;999`)))
    expect(await desk.process(importId)).toBe('ignored')
    expect(await desk.stored(importId)).toMatchObject({ status: 'processing' })
    expect((await desk.store.read(voSchool, year)).pupils).toBeUndefined()
  })

  it('leaves alone the schools of a file whose import began after it', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('schools', file('schools', `${boardId};Oud;${voSchool};Oud;Ede;VO`))
    expect(await fails(processImport(failingAlwaysAt(desk.ports, 'saveSchools'), importId))).toBe(true)
    desk.moveClockTo('2027-05-11T14:05:00+02:00')
    await desk.bring('schools', file('schools', `${boardId};Nieuw;${voSchool};Nieuw;Ede;VO`))
    expect(await desk.process(importId)).toBe('applied')
    expect(await desk.directory.school(voSchool)).toMatchObject({ schoolName: 'Nieuw', boardName: 'Nieuw' })
    expect(await desk.directory.boards([boardId])).toEqual(new Map([[boardId, 'Nieuw']]))
  })

  it('leaves alone the administrators that a board has changed since it began', async () => {
    const desk = await importDesk()
    await desk.bring('schools', files.schools)
    const importId = await desk.upload('administrators', files.administrators)
    const broken = failingAlwaysAt(desk.ports, 'saveAdministrators')
    expect(await fails(processImport(broken, importId))).toBe(true)
    desk.moveClockTo('2027-05-11T14:05:00+02:00')
    const own = { items: [{ name: 'C', email: 'c@d.nl' }], reminders: true }
    const change = { at: desk.clock(), by: 'C', traceId }
    await desk.directory.saveAdministrators(boardId, own, change)
    expect(await desk.process(importId)).toBe('applied')
    expect(await desk.directory.administrators(boardId)).toEqual(own)
    await desk.bring('administrators', files.administrators)
    expect((await desk.directory.administrators(boardId))?.items).toHaveLength(2)
  })

  it('leaves alone the administrators that a board, or a later file, has confirmed since it began', async () => {
    const stored = { items: [{ name: 'C', email: 'c@d.nl' }], reminders: true }
    const later = '2027-05-11T14:05:00+02:00'
    const confirmations = {
      byTheBoard: (desk: Desk) =>
        desk.directory.saveAdministrators(boardId, stored, { at: desk.clock(), by: 'C', traceId }),
      byAFile: (desk: Desk) => desk.bring('administrators', file('administrators', `${boardId};C;c@d.nl`)),
    }
    for (const confirm of Object.values(confirmations)) {
      const desk = await importDesk()
      await desk.directory.saveAdministrators(boardId, stored)
      const importId = await desk.upload('administrators', files.administrators)
      expect(await fails(processImport(failingAlwaysAt(desk.ports, 'saveAdministrators'), importId))).toBe(
        true,
      )
      desk.moveClockTo(later)
      await confirm(desk)
      expect(await desk.process(importId)).toBe('applied')
      expect(await desk.directory.administrators(boardId)).toEqual(stored)
    }
  })

  it.each(Object.entries(files) as [ImportKind, string][])(
    'is applied once by two runs at the same time (%s)',
    async (kind, content) => {
      const alone = await importDesk()
      const expected = await everything(alone, (await alone.bring(kind, content)).importId)
      const desk = await importDesk()
      const importId = await desk.upload(kind, content)
      const ended = await Promise.allSettled([desk.process(importId), desk.process(importId)])
      expect(ended.map(({ status }) => status)).toContain('fulfilled')
      // A run that lost its file to the other one comes again.
      await desk.process(importId)
      expect(await everything(desk, importId)).toEqual(expected)
    },
  )

  it.each([
    ['pupils', files.pupils, files.pupils.replace('HAVO;3', 'HAVO;30')],
    ['respondents', files.respondents, files.respondents.replaceAll('5;5', '4;4')],
  ] as const)(
    'leaves alone what a corrected file set after it had broken off (%s)',
    async (kind, content, corrected) => {
      const desk = await importDesk()
      const importId = await desk.upload(kind, content)
      const method = kind === 'pupils' ? 'savePupils' : 'saveResults'
      expect(await fails(processImport(failingAlwaysAt(desk.ports, method), importId))).toBe(true)
      desk.moveClockTo('2027-05-11T14:20:00+02:00')
      expect(await desk.bring(kind, corrected)).toMatchObject({ status: 'applied' })
      const newest = await desk.store.read(voSchool, year)
      desk.moveClockTo('2027-05-11T14:40:00+02:00')
      expect(await desk.process(importId)).toBe('applied')
      expect(await desk.store.read(voSchool, year)).toEqual(newest)
    },
  )

  it.each([
    ['pupils', 'savePupils', files.pupils],
    ['respondents', 'saveResults', files.respondents],
  ] as const)(
    'leaves alone the figures that a later file confirmed after it had broken off (%s)',
    async (kind, method, content) => {
      const desk = await importDesk()
      await desk.bring(kind, content)
      const before = await desk.store.read(voSchool, year)
      const other = content.replace('HAVO;3', 'HAVO;5').replaceAll('5;5', '4;4')
      const importId = await desk.upload(kind, other)
      expect(await fails(processImport(failingAlwaysAt(desk.ports, method), importId))).toBe(true)
      desk.moveClockTo('2027-05-11T14:20:00+02:00')
      expect(await desk.bring(kind, content)).toMatchObject({ status: 'applied' })
      expect(await desk.process(importId)).toBe('applied')
      const { results, pupils } = await desk.store.read(voSchool, year)
      expect({ groups: results.map(({ groups }) => groups), pupils }).toEqual({
        groups: before.results.map(({ groups }) => groups),
        pupils: before.pupils,
      })
    },
  )

  it.each(['pupils', 'respondents'] as const)(
    'writes no confirmed figures that are closed (%s)',
    async kind => {
      const desk = await importDesk()
      await desk.bring(kind, files[kind])
      const stored = await desk.store.read(voSchool, year)
      desk.guard.beginDelivery(voSchool, year)
      desk.moveClockTo('2027-05-11T14:20:00+02:00')
      expect(await desk.bring(kind, files[kind])).toMatchObject({ status: 'applied' })
      expect(await desk.store.read(voSchool, year)).toEqual(stored)
    },
  )

  it('does nothing for an upload that is gone, or that nobody asked for', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', files.pupils)
    await desk.uploads.remove({ importId, kind: 'pupils' })
    expect(await desk.process(importId)).toBe('ignored')
    expect(await desk.process('import-9')).toBe('ignored')
  })

  it('is not called rejected where part of it may have been applied: that is left to people', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', files.pupils)
    expect(await fails(processImport(failingAlwaysAt(desk.ports, 'figuresChanged'), importId))).toBe(true)
    await desk.bring('schools', file('schools', `${boardId};Zuid;${poSchool};De Regenboog;Gouda;SO`))
    await expect(desk.process(importId)).rejects.toThrow(`Import ${importId}`)
    expect(await desk.stored(importId)).toMatchObject({ status: 'processing', judged: true })
  })
})
