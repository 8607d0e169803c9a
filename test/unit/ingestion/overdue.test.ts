import { describe, expect, it } from 'vitest'
import { processImport } from '../../../shared/ingestion/processing.ts'
import { importStatus } from '../../../shared/ingestion/requests.ts'
import { failingAlwaysAt } from '../../support/interrupted.ts'
import { file, importDesk, voSchool, year } from './import-desk.ts'

const content = file('pupils', `${voSchool};${year};HAVO;3`)
const fault = (code: string) => ({
  status: 'rejected',
  errorCount: 1,
  errors: [{ line: null, column: null, code, detail: expect.stringContaining('nieuwe import') }],
})

const breakOff = async (desk: Awaited<ReturnType<typeof importDesk>>, method: string) => {
  const importId = await desk.upload('pupils', content)
  await expect(processImport(failingAlwaysAt(desk.ports, method), importId)).rejects.toThrow('lost')
  return importId
}

describe('an import without an upload', () => {
  const asked = async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', content)
    await desk.uploads.remove({ importId, kind: 'pupils' })
    return { desk, importId }
  }

  it('awaits it until the URL expires, and is rejected from then on', async () => {
    const { desk, importId } = await asked()
    desk.moveClockTo('2027-05-11T15:02:59.999+02:00')
    expect(await importStatus(desk, importId)).toMatchObject({ status: 'awaiting-upload', errors: [] })
    desk.moveClockTo('2027-05-11T15:03:00+02:00')
    expect(await importStatus(desk, importId)).toMatchObject(fault('not-uploaded'))
    expect(await desk.stored(importId)).toMatchObject(fault('not-uploaded'))
  })

  it('stays rejected where a file comes after all, which is removed unread', async () => {
    const { desk, importId } = await asked()
    desk.moveClockTo('2027-05-11T15:03:00+02:00')
    await importStatus(desk, importId)
    desk.uploads.put({ importId }, Buffer.from(content))
    expect(await desk.process(importId)).toBe('ignored')
    expect(await importStatus(desk, importId)).toMatchObject(fault('not-uploaded'))
    expect(desk.uploads.has({ importId })).toBe(false)
    expect((await desk.store.read(voSchool, year)).pupils).toBeUndefined()
  })

  it('goes on where its file came in the moment in which it was to be rejected', async () => {
    const { desk, importId } = await asked()
    desk.moveClockTo('2027-05-11T15:03:00+02:00')
    const uploads = {
      find: async () => {
        desk.uploads.put({ importId }, Buffer.from(content))
        await desk.process(importId)
        return undefined
      },
    }
    expect(await importStatus({ ...desk, uploads }, importId)).toMatchObject({ status: 'applied', rows: 1 })
  })
})

describe('an import whose upload was told to nobody', () => {
  it('awaits its processing for an hour after the URL expired, and is given up then', async () => {
    const desk = await importDesk()
    const importId = await desk.upload('pupils', content)
    desk.moveClockTo('2027-05-11T16:02:59+02:00')
    expect(await importStatus(desk, importId)).toMatchObject({ status: 'awaiting-upload' })
    desk.moveClockTo('2027-05-11T16:03:00+02:00')
    expect(await importStatus(desk, importId)).toMatchObject(fault('given-up'))
  })
})

describe.each(['isClosed', 'savePupils', 'figuresChanged'])('an import that breaks off at %s', method => {
  it('is given up an hour after it began, by itself', async () => {
    const desk = await importDesk()
    const importId = await breakOff(desk, method)
    desk.moveClockTo('2027-05-11T15:02:59+02:00')
    expect(await importStatus(desk, importId)).toMatchObject({ status: 'processing', errors: [] })
    desk.moveClockTo('2027-05-11T15:03:00+02:00')
    expect(await importStatus(desk, importId)).toMatchObject(fault('given-up'))
  })

  it('is finished by a retry that comes in time', async () => {
    const desk = await importDesk()
    const importId = await breakOff(desk, method)
    desk.moveClockTo('2027-05-11T14:48:00+02:00')
    expect(await desk.process(importId)).toBe('applied')
  })

  it.each(['2027-05-11T14:48:01+02:00', '2027-05-11T15:03:00+02:00', '2027-05-12T09:00:00+02:00'])(
    'is not gone on with by a retry that could end after it is given up (%s)',
    async moment => {
      const desk = await importDesk()
      const importId = await breakOff(desk, method)
      const before = await desk.store.read(voSchool, year)
      desk.moveClockTo(moment)
      expect(await desk.process(importId)).toBe('ignored')
      expect(await desk.store.read(voSchool, year)).toEqual(before)
      desk.moveClockTo('2027-05-12T09:00:00+02:00')
      expect(await importStatus(desk, importId)).toMatchObject(fault('given-up'))
      await desk.process(importId)
      expect(desk.uploads.has({ importId })).toBe(false)
    },
  )

  it('stays given up where somebody starts it again, and can be brought anew', async () => {
    const desk = await importDesk()
    const importId = await breakOff(desk, method)
    desk.moveClockTo('2027-05-12T09:00:00+02:00')
    expect(await desk.bring('pupils', content)).toMatchObject({ status: 'applied', rows: 1 })
    expect(await desk.process(importId)).toBe('ignored')
    expect(await desk.stored(importId)).toMatchObject(fault('given-up'))
  })
})
