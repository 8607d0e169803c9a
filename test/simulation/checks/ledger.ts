import type { Observations } from '../environment/observations.ts'
import { schoolYear } from '../environment/operations.ts'
import type { Logged } from './logged.ts'

const eventIn = (schoolId: string, version: number): string =>
  `${schoolId}/${schoolYear}/events/${String(version).padStart(8, '0')}.json`

/**
 * What a restore rests on: the ledger has every event, without gaps, before anybody outside hears of it; and it has the
 * receipt before the log says delivered, after which nothing more is sent.
 */
export const ledgerFaults = (
  schoolId: string,
  events: readonly Logged[],
  { ledger, mails, exchanges, operations }: Observations,
): readonly string[] => {
  const keptAt = (version: number): number =>
    ledger.get(eventIn(schoolId, version)) ?? Number.POSITIVE_INFINITY
  const receiptAt = ledger.get(`${schoolId}/${schoolYear}/receipt.json`) ?? Number.POSITIVE_INFINITY
  const ofEvents = events.flatMap(({ version, type, order }) => {
    const name = `${schoolId}_${schoolYear}_${version}`
    const isMailedEarly = mails.some(mail => mail.event === name && mail.order < keptAt(version))
    return [
      ...(keptAt(version) === Number.POSITIVE_INFINITY ? [`${name} is not in the ledger`] : []),
      ...(version > 1 && keptAt(version - 1) > keptAt(version)
        ? [`the ledger has a gap before ${name}`]
        : []),
      ...(isMailedEarly ? [`${name} was mailed about before the ledger had it`] : []),
      ...(type === 'delivered' && receiptAt > order ? [`${name} was noted before its receipt was kept`] : []),
    ]
  })
  const ofDeliveries = exchanges
    .filter(({ method, deliveryId }) => method === 'POST' && deliveryId.startsWith(schoolId))
    .flatMap(({ order, deliveryId }) => {
      const start = events.findLast(event => event.order < order && event.type.startsWith('delivery-'))
      return [
        ...(receiptAt < order ? [`${deliveryId} was sent though the ledger has its receipt`] : []),
        ...(start && keptAt(start.version) > order
          ? [`${deliveryId} was sent before the ledger had it`]
          : []),
      ]
    })
  const ofAnswers = operations
    .filter(operation => operation.schoolId === schoolId && operation.asked.kind !== 'read')
    .flatMap(({ reply, ended }) => {
      const isEarly = reply && ended && reply.status < 300 && keptAt(Number(reply.body.version)) > ended.order
      return isEarly && reply.body.version ? [`version ${reply.body.version} was answered too early`] : []
    })
  return [...ofEvents, ...ofDeliveries, ...ofAnswers]
}
