import { median } from '../cost.ts'
import { deliverAll, giveConsents, setCalendar } from '../deliveries.ts'
import { writeSurvey } from '../files.ts'
import { importIn } from '../imports.ts'
import { startLocalEnvironment } from '../local-environment.ts'
import { temporaryFolder } from '../programs.ts'
import type { Measurement, Row } from '../row.ts'

const GIGABYTE = 2 ** 30

const startToReady = async (rounds: number): Promise<Row> => {
  const seconds: number[] = []
  for (let round = 0; round < rounds; round += 1) {
    const start = performance.now()
    const local = await startLocalEnvironment('demo')
    seconds.push((performance.now() - start) / 1000)
    await local.stop()
  }
  return { measure: 'npm start until Ready', unit: 's', ours: median(seconds), target: { atMost: 1.5 } }
}

/** A whole school year over HTTP: files, a consent of each school, and their deliveries on one date. */
const memoryOfAYear = async (schools: number): Promise<Row> => {
  const survey = await writeSurvey(temporaryFolder(), { schools, respondents: 40 * schools, seed: 1 })
  const local = await startLocalEnvironment('empty')
  try {
    const operator = await local.tokenFor({ role: 'operator', name: 'Bench' })
    await setCalendar(local, operator)
    for (const file of survey.files) await importIn(local, operator, file)
    await giveConsents(local, survey.schools)
    await deliverAll(local, operator)
    const ours = (await local.peakMemory()) / GIGABYTE
    const measure = `memory of the local environment, ${schools.toLocaleString('en')} schools`
    return { measure, unit: 'GB', ours, target: { atMost: 1.5 } }
  } finally {
    await local.stop()
  }
}

export const localEnvironment: Measurement = {
  name: 'local environment',
  about:
    'the process of `npm start`: until it says Ready, and its peak over a school year of all schools, over HTTP',
  run: async size =>
    size === 'quick'
      ? [await startToReady(1), await memoryOfAYear(5)]
      : [await startToReady(9), await memoryOfAYear(9000)],
}
