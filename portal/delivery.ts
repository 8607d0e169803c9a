import type { Api } from './api.ts'
import { downloads } from './download.ts'
import { element, facts, section } from './element.ts'
import type { DeliveryView, Monitoring } from './shapes.ts'
import { momentInWords } from './wording.ts'

export const deliveryStatusInWords: Readonly<Record<DeliveryView['status'], string>> = {
  planned: 'Gepland',
  'in-progress': 'Bezig',
  delivered: 'Geleverd',
  'nothing-to-deliver': 'Niets geleverd',
  failed: 'Mislukt',
}

/** The delivery that is planned, or was made, with the inspectorate's receipt. */
export const deliverySection = (
  api: Api,
  { schoolId, schoolYear }: Monitoring,
  delivery: DeliveryView,
): HTMLElement => {
  const { status, plannedAt, deliveredAt, receiptId, reportDigest } = delivery
  return section(
    'levering',
    'Levering',
    facts(
      ['Status', deliveryStatusInWords[status]],
      ['Gepland op', momentInWords(plannedAt)],
      deliveredAt !== null && ['Ontvangen door de inspectie', momentInWords(deliveredAt)],
      receiptId !== null && ['Ontvangstnummer', element('code', {}, receiptId)],
      ...(reportDigest === null
        ? []
        : [['Controlecode van het rapport', element('code', {}, reportDigest)] as const]),
    ),
    status === 'delivered' &&
      downloads({
        read: mediaType => api.payloadFile(schoolId, schoolYear, mediaType),
        what: 'levering',
        fileName: `levering-${schoolId}-${schoolYear}`,
        offered: ['json'],
      }),
  )
}
