import { onlyTriggeredBy } from '../../../infra/manifests.ts'
import { ANSWER_SECONDS, playDay } from '../day.ts'
import type { Measurement, Row } from '../row.ts'

/** Minutes from 07:00 until the last slot. */
const LAST_SLOT = 55

const { deliveries, attempts } = onlyTriggeredBy('queue').trigger.atOnce

const transientFaults = async (schools: number): Promise<readonly Row[]> => {
  const { minutes } = await playDay(schools, { hangsForHours: 0, faults: 0.05 })
  const measure = `the day with 5 % transient faults, ${schools.toLocaleString('en')} deliveries`
  return [{ measure, unit: 'min', ours: minutes, reference: LAST_SLOT, target: { atMost: 1.01 } }]
}

const afterOutage = async (schools: number, hours: number): Promise<readonly Row[]> => {
  const { minutes, mostMessages, mostInFlight } = await playDay(schools, { hangsForHours: hours, faults: 0 })
  const floor = (schools * ANSWER_SECONDS) / attempts / 60
  const after = `after ${hours} hours without answers`
  return [
    {
      measure: `all delivered ${after}`,
      unit: 'min',
      ours: minutes,
      reference: floor,
      target: { atMost: 1.05 },
    },
    { measure: `messages ${after}`, unit: '', ours: mostMessages, reference: schools, target: { atMost: 1 } },
    {
      measure: `in flight ${after}`,
      unit: '',
      ours: mostInFlight,
      target: { atMost: deliveries + attempts },
    },
  ]
}

export const day: Measurement = {
  name: 'day',
  about:
    'minutes of the virtual clock, beside the floor: the last slot, or what waits divided by what is under way at once, a second each; and messages beside deliveries',
  run: async size => {
    const [schools, outages] = size === 'quick' ? [12, [1]] : [9000, [6, 24, 72]]
    const rows = [...(await transientFaults(schools))]
    for (const hours of outages) rows.push(...(await afterOutage(schools, hours)))
    return rows
  },
}
