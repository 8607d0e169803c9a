import { environments } from '../../infra/environments.ts'
import { coldStarts, daysAMonth, logged, type Metered, millisecondsBeside } from './assumptions.ts'
import { type Counts, countOf } from './counts.ts'
import type { Unit } from './prices.ts'
import type { Production } from './templates.ts'

/** Units that are paid for. */
export type Units = ReadonlyMap<Unit, number>

/** Of a school year, in which what is stored is stored. */
const MONTHS = 12

/** Paid for as they are counted. */
const asCounted = [
  'httpRequests',
  'bytesOut',
  'writeUnits',
  'readUnits',
  'objectPuts',
  'objectGets',
  'queueRequests',
  'schedules',
  'mails',
  'keyMonths',
  'alarmMetricMonths',
  'metricMonths',
  'dashboardMonths',
] as const satisfies readonly Unit[]

/** What is paid for of what was counted. */
export const unitsOf = (counts: Counts, { memoryOf }: Production): Units => {
  const { logRetention, auditRetention } = environments.prod
  const auditBytes = countOf(counts, 'auditBytes')
  const logBytes =
    countOf(counts, 'logBytes') +
    invocationsIn(counts) * logged.bytesAnInvocation +
    countOf(counts, 'httpRequests') * logged.accessLine
  const months = (days: number): number => days / daysAMonth
  const tableByteMonths = countOf(counts, 'tableByteMonths') * MONTHS
  return new Map<Unit, number>([
    ...asCounted.map(unit => [unit, countOf(counts, unit)] as const),
    ['keyRequests', countOf(counts, 'keyRequests') + countOf(counts, 'keyWindows')],
    ['invocations', invocationsIn(counts)],
    ['gigabyteSeconds', gigabyteSecondsIn(counts, memoryOf)],
    ['logBytes', logBytes + auditBytes],
    ['logByteMonths', logBytes * months(logRetention) + auditBytes * months(auditRetention)],
    ['tableByteMonths', tableByteMonths],
    ['backupByteMonths', tableByteMonths],
    ['objectByteMonths', countOf(counts, 'objectByteMonths') * MONTHS],
  ])
}

const metered = Object.keys(millisecondsBeside) as Metered[]

const invocationsIn = (counts: Counts): number =>
  metered.reduce((sum, name) => sum + countOf(counts, `invocations of ${name}`), 0)

const gigabyteSecondsIn = (counts: Counts, memoryOf: Production['memoryOf']): number => {
  const millisecondsOf = (name: Metered): number =>
    countOf(counts, `milliseconds of ${name}`) +
    countOf(counts, `invocations of ${name}`) * (millisecondsBeside[name] + startOf(name))
  return metered.reduce((sum, name) => sum + memoryOf(name) * millisecondsOf(name), 0) / 1000
}

/** On average; what comes by the clock, or all at once, is hardly ever the first. */
const startOf = (name: Metered): number =>
  name.endsWith('-api') ? coldStarts.milliseconds / coldStarts.oneIn : 0
