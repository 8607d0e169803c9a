import { expect, it } from 'vitest'
import { missedUploads } from '../../../shared/ingestion/missed-uploads.ts'
import { processImport } from '../../../shared/ingestion/processing.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { failingAlwaysAt } from '../../support/interrupted.ts'
import { file, importDesk, voSchool, year } from './import-desk.ts'

const content = file('pupils', `${voSchool};${year};HAVO;3`)

/** An upload of 14:03, of which S3 told nobody. */
const uploaded = async () => {
  const desk = await importDesk()
  const importId = await desk.upload('pupils', content)
  const log = new InMemoryLog()
  const uploadedAt = desk.clock()
  const missedAt = (now: string) => {
    desk.moveClockTo(now)
    return missedUploads({ ...desk, uploads: { list: async () => [{ importId, uploadedAt }] }, log })
  }
  return { desk, importId, log, missedAt }
}

it('finds a file whose import nobody began in five minutes, and names it', async () => {
  const { importId, log, missedAt } = await uploaded()
  expect(await missedAt('2027-05-11T14:07:59.999+02:00')).toEqual([])
  expect(await missedAt('2027-05-11T14:08:00+02:00')).toEqual([importId])
  expect(log.lines).toMatchObject([{ code: 'UPLOAD_MISSED', ids: { importId } }])
})

it('leaves a run and its repetition twenty minutes', async () => {
  const { desk, importId, missedAt } = await uploaded()
  await expect(processImport(failingAlwaysAt(desk.ports, 'savePupils'), importId)).rejects.toThrow('lost')
  expect(await missedAt('2027-05-11T14:22:59.999+02:00')).toEqual([])
  expect(await missedAt('2027-05-11T14:23:00+02:00')).toEqual([importId])
})

it('has nothing to do with what ended', async () => {
  const { desk, importId, missedAt } = await uploaded()
  await desk.process(importId)
  expect(await missedAt('2027-05-11T15:00:00+02:00')).toEqual([])
})
