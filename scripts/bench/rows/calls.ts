import { countedCalls } from '../../../test/support/calls/counted-calls.ts'
import type { Measurement, Row } from '../row.ts'

/** At most so many, each of what is counted. */
const targets: Readonly<
  Record<string, { trips?: number; calls?: number; writeUnits?: number; itemsRead?: number }>
> = {
  'a first save': { trips: 3, calls: 7, writeUnits: 2 },
  'its effects': { trips: 7, calls: 9, writeUnits: 6 },
  'a monitoring': { trips: 1, calls: 4 },
  'a consent': { trips: 1, calls: 4 },
  'a delivery': { calls: 9 },
  'an overview of 60 schools': { trips: 2, calls: 6 },
  'an overview of 100 schools': { trips: 2, calls: 6 },
  'the first page of deliveries': { itemsRead: 110 },
  'the last page of deliveries': { itemsRead: 110 },
}

const units = { trips: 'trips', calls: 'calls', writeUnits: 'write units', itemsRead: 'items read' } as const

export const calls: Measurement = {
  name: 'calls',
  about:
    'what is asked of AWS, counted where the SDK would send it; `test/component/round-trips.test.ts` holds it',
  run: async () => {
    const counted = await countedCalls()
    return Object.entries(targets).flatMap(([measure, most]) => {
      const { calls: named, ...numbers } = counted[measure]!
      const all = { ...numbers, calls: named.length }
      const names = Object.keys(most) as (keyof typeof most)[]
      return names.map(
        (name): Row => ({
          measure: `${measure}, ${units[name]}`,
          unit: '',
          ours: all[name],
          target: { atMost: most[name]! },
        }),
      )
    })
  },
}
