import { isDeepStrictEqual } from 'node:util'
import type { DeliveryDate } from '../environment/dates.ts'
import type { LogWrite, Observations } from '../environment/observations.ts'
import { type Operation, schoolYear } from '../environment/operations.ts'
import { schoolIds } from '../environment/people.ts'
import type { SimulatedEnvironment } from '../environment/simulated-environment.ts'
import { answersFit } from './answers.ts'
import { deliveryFaults } from './deliveries.ts'
import { ledgerFaults } from './ledger.ts'
import { eventsOf, type Logged, type Standing, standingsOf } from './logged.ts'
import { mailFaults } from './mails.ts'
import { Registers } from './registers.ts'
import { leftOver, type Plans } from './schedules.ts'

/** All that is checked of a history that has settled. */
export const violationsOf = async (
  environment: SimulatedEnvironment,
  dates: readonly DeliveryDate[],
  plans: Plans | undefined,
  isFaultless: boolean,
) => {
  const { observations, services } = environment
  const perSchool = schoolIds.map(schoolId => schoolFaults(environment, schoolId, dates, isFaultless))
  const violations = [
    ...perSchool.flatMap(({ faults }) => faults),
    ...changedFacts(observations.log),
    ...(plans?.missing ?? []).map(name => `${name} has no schedule`),
    ...(plans?.stale ?? []).map(name => `the schedule ${name} was not removed`),
    ...(await leftOver(environment)).map(name => `the schedule ${name} was left`),
    // All dates are past, so that nothing may still be to be done.
    ...[...observations.open.keys()].map(name => `${name} is still open`),
    ...observations.failures.map(name => `${name} failed while nothing around it did`),
  ]
  return {
    violations,
    extraMails: perSchool.reduce((sum, { extra }) => sum + extra, 0),
    deliveries: services.receiver.received.values.length,
  }
}

const schoolFaults = (
  { observations, services }: SimulatedEnvironment,
  schoolId: string,
  dates: readonly DeliveryDate[],
  isFaultless: boolean,
) => {
  const operations = observations.operations.filter(
    operation => operation.schoolId === schoolId && !hasSeenVanished(observations, operation),
  )
  const events = eventsOf(observations, schoolId)
  if (operations.length === 0 && events.length === 0) return { faults: [], extra: 0 }
  const standings = standingsOf(events, dates)
  const registers = new Registers(observations, schoolId)
  const isOurs = (deliveryId: string): boolean => deliveryId.startsWith(schoolId)
  const deliveries = deliveryFaults({
    ...{ schoolId, events, standings, registers, dates, isFaultless },
    restoredAt: observations.restoredAt,
    messages: observations.messages.filter(({ message }) => message.includes(schoolId)),
    exchanges: observations.exchanges.filter(({ deliveryId }) => isOurs(deliveryId)),
    accepted: services.receiver.received.values.filter(({ idempotencyKey }) => isOurs(idempotencyKey)),
  })
  const mails = mailFaults(schoolId, events, observations)
  const fit = answersFit(operations, { events, standings, registers, dates })
  const faults = [
    ...numbering(events, standings),
    ...deliveries,
    ...mails.faults,
    ...ledgerFaults(schoolId, events, observations),
    ...(fit ? [] : ['the answers do not fit one order of events']),
  ]
  return { faults: faults.map(fault => `${schoolId}: ${fault}`), extra: mails.extra }
}

/**
 * An event that was not in the ledger yet when the table was lost is gone, and nobody was told that it was accepted. Until
 * then it could be seen, and stood in the way of others.
 */
const hasSeenVanished = (
  { vanished, restoredAt = 0 }: Observations,
  { schoolId, asked, began, reply }: Operation,
): boolean =>
  began.order < restoredAt &&
  vanished.some(event => event.schoolId === schoolId) &&
  reply !== null &&
  (asked.kind === 'read' || reply.status >= 400)

const numbering = (events: readonly Logged[], standings: readonly Standing[]): readonly string[] =>
  events.flatMap(({ version, phase }, index) => [
    ...(version === index + 1 ? [] : [`version ${version} stands in place ${index + 1}`]),
    ...(phase === standings[index + 1]?.phase ? [] : [`version ${version} is kept as ${phase}`]),
  ])

/** The facts of an event stay as they were written; only the notes beside them change. */
const changedFacts = (log: readonly LogWrite[]): readonly string[] => {
  const first = new Map<string, unknown>()
  return log.flatMap(({ schoolId, version, item, isNew }) => {
    const { type, at, by, request, phase, state } = item
    const name = `${schoolId}_${schoolYear}_${version}`
    const facts = [type, at, by, request, phase, state]
    if (isNew && !first.has(name)) first.set(name, facts)
    return isDeepStrictEqual(first.get(name), facts) ? [] : [`the facts of ${name} were changed`]
  })
}
