import { levelInWords } from '../shared/consent/in-words.ts'
import { announce } from './announce.ts'
import { downloads } from './download.ts'
import { element, facts, section } from './element.ts'
import type { ConsentView, DeliveryView, Monitoring } from './shapes.ts'
import { whyNothing } from './status.ts'
import type { Visit } from './visit.ts'
import { watch } from './watch.ts'
import { momentInWords } from './wording.ts'

export const deliveryStatusInWords: Readonly<Record<DeliveryView['status'], string>> = {
  planned: 'Gepland',
  'in-progress': 'Bezig',
  delivered: 'Geleverd',
  'nothing-to-deliver': 'Niets geleverd',
  failed: 'Mislukt',
}

/** The delivery that is planned, or was made, with the inspectorate's receipt and what was delivered. */
export const deliverySection = (
  visit: Visit,
  monitoring: Monitoring,
  delivery: DeliveryView,
): HTMLElement => {
  const { consent } = monitoring
  const { status, plannedAt, deliveredAt, receiptId, reportDigest } = delivery
  const isDelivered = status === 'delivered'
  const made = section(
    'levering',
    'Levering',
    facts(
      ['Status', deliveryStatusInWords[status]],
      status === 'nothing-to-deliver' && consent !== null && ['Waarom', whyNothing(consent)],
      ['Gepland op', momentInWords(plannedAt)],
      deliveredAt !== null && ['Ontvangen door de inspectie', momentInWords(deliveredAt)],
      receiptId !== null && ['Ontvangstnummer', element('code', {}, receiptId)],
      isDelivered &&
        reportDigest !== null && ['Controlecode van het rapport', element('code', {}, reportDigest)],
    ),
    isDelivered && consent && deliveredFiles(visit, monitoring, consent),
  )
  if (status === 'in-progress') followDelivery(made, visit, monitoring)
  return made
}

/** Beside each other. */
const deliveredFiles = (
  { api }: Visit,
  { schoolId, schoolYear, levels, delivery }: Monitoring,
  { level }: ConsentView,
): HTMLElement =>
  element(
    'div',
    { class: 'downloads' },
    levels.some(one => one.level === level && one.digest === delivery?.reportDigest) &&
      downloads({
        read: mediaType => api.reportFile(schoolId, schoolYear, level, mediaType),
        what: 'geleverd rapport',
        fileName: `geleverd-rapport-${schoolId}-${schoolYear}-${levelInWords[level]}`,
        offered: ['pdf'],
      }),
    downloads({
      read: mediaType => api.payloadFile(schoolId, schoolYear, mediaType),
      what: 'levering',
      fileName: `levering-${schoolId}-${schoolYear}`,
      offered: ['json'],
    }),
  )

/** A delivery under way is looked after, since nobody has to do anything for it. */
const followDelivery = (made: HTMLElement, { api, refresh }: Visit, monitoring: Monitoring): void => {
  const { schoolId, schoolYear } = monitoring
  watch(made, async () => {
    const { status, delivery } = await api.monitoring(schoolId, schoolYear)
    if (status === 'in-delivery' || !made.isConnected) return false
    await refresh(undefined, false)
    if (delivery) announce(`Levering: ${deliveryStatusInWords[delivery.status]}`)
    return true
  })
}
