import { describe, expect, it } from 'vitest'
import { processImport } from '../../../shared/ingestion/processing.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { failingAlwaysAt } from '../../support/interrupted.ts'
import { file, importDesk, poSchool, voSchool, year } from './import-desk.ts'

const midnight = instantFrom('2027-07-01T00:00:00+02:00')

const closedDesk = async () => {
  const desk = await importDesk()
  await desk.store.savePupils(voSchool, year, { HAVO: 1, VWO: 1 }, desk.clock())
  desk.guard.close(voSchool, year, midnight)
  return desk
}
const pupils = (havo: number) =>
  file('pupils', `${poSchool};${year};BO;5`, `${voSchool};${year};VWO;1`, `${voSchool};${year};HAVO;${havo}`)

describe('from 00:00 of the delivery date', () => {
  it('a file that would change pupils of the school is refused whole, at the first row about it', async () => {
    const desk = await closedDesk()
    desk.moveClockTo(midnight)
    const record = await desk.bring('pupils', pupils(2))
    expect(record).toMatchObject({ status: 'rejected', rows: 3, errorCount: 1 })
    expect(record.errors).toMatchObject([{ line: 3, column: null, code: 'results-closed' }])
    expect((await desk.store.read(poSchool, year)).pupils).toBeUndefined()
  })

  it('a file that would change results is refused, also by another questionnaire alone', async () => {
    const desk = await closedDesk()
    const row = `${voSchool};${year};LTO-VO;PRO;3;4;4;4;4;4;4;4;4;4;4;4`
    await desk.bring('respondents', file('respondents', row))
    desk.moveClockTo(midnight)
    expect(await desk.bring('respondents', file('respondents', row))).toMatchObject({ status: 'applied' })
    const changed = await desk.bring('respondents', file('respondents', row.replace('LTO-VO', 'PROZO')))
    expect(changed.errors).toMatchObject([{ line: 2, column: null, code: 'results-closed' }])
  })

  it('a file that left the school as it was does so too where another import changed it meanwhile', async () => {
    const desk = await closedDesk()
    desk.moveClockTo(midnight)
    const importId = await desk.upload('pupils', pupils(1))
    await expect(processImport(failingAlwaysAt(desk.ports, 'savePupils'), importId)).rejects.toThrow('lost')
    // It began before midnight, and ends only now.
    const began = instantFrom('2027-06-30T23:59:59+02:00')
    await desk.store.savePupils(voSchool, year, { HAVO: 2, VWO: 1 }, began)
    expect(await desk.process(importId)).toBe('applied')
    expect((await desk.store.read(voSchool, year)).pupils).toEqual({ HAVO: 2, VWO: 1 })
    expect((await desk.store.read(poSchool, year)).pupils).toEqual({ BO: 5 })
  })

  it('each closed school is a fault, in the order of the file', async () => {
    const desk = await closedDesk()
    desk.guard.close(poSchool, year, midnight)
    desk.moveClockTo(midnight)
    const { errors } = await desk.bring('pupils', pupils(2))
    expect(errors.map(({ line }) => line)).toEqual([2, 3])
  })
})

describe('a file whose processing began before 00:00 of the delivery date', () => {
  it('is applied, also where it ends after', async () => {
    const desk = await closedDesk()
    desk.moveClockTo('2027-06-30T23:59:59.999+02:00')
    const importId = await desk.upload('pupils', pupils(2))
    await expect(processImport(failingAlwaysAt(desk.ports, 'savePupils'), importId)).rejects.toThrow('lost')
    desk.moveClockTo('2027-07-01T00:30:00+02:00')
    expect(await desk.process(importId)).toBe('applied')
    expect((await desk.store.read(voSchool, year)).pupils).toEqual({ HAVO: 2, VWO: 1 })
  })

  it('is judged by that moment, also where the judgement itself has to be repeated after it', async () => {
    const desk = await closedDesk()
    desk.moveClockTo('2027-06-30T23:59:59.999+02:00')
    const importId = await desk.upload('pupils', pupils(2))
    await expect(processImport(failingAlwaysAt(desk.ports, 'isClosed'), importId)).rejects.toThrow('lost')
    desk.moveClockTo('2027-07-01T00:30:00+02:00')
    expect(await desk.process(importId)).toBe('applied')
  })

  it('leaves alone a school whose delivery began before it was finished, and applies the others', async () => {
    const desk = await closedDesk()
    desk.moveClockTo('2027-06-30T23:50:00+02:00')
    const importId = await desk.upload('pupils', pupils(2))
    await expect(processImport(failingAlwaysAt(desk.ports, 'savePupils'), importId)).rejects.toThrow('lost')
    desk.moveClockTo('2027-07-01T00:30:00+02:00')
    desk.guard.beginDelivery(voSchool, year)
    expect(await desk.process(importId)).toBe('applied')
    expect((await desk.store.read(voSchool, year)).pupils).toEqual({ HAVO: 1, VWO: 1 })
    expect((await desk.store.read(poSchool, year)).pupils).toEqual({ BO: 5 })
  })

  it('is judged once: not again after the first write may have been done', async () => {
    const desk = await closedDesk()
    const importId = await desk.upload('pupils', pupils(2))
    await expect(processImport(failingAlwaysAt(desk.ports, 'savePupils'), importId)).rejects.toThrow('lost')
    // Meanwhile a delivery closed the figures: a second judgement would find the file at fault.
    desk.guard.beginDelivery(voSchool, year)
    expect(await desk.process(importId)).toBe('applied')
  })
})
