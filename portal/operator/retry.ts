import { announce } from '../announce.ts'
import { whyRefused } from '../api.ts'
import { button } from '../button.ts'
import { deliveryStatusInWords } from '../delivery.ts'
import { dialog } from '../dialog.ts'
import { element, paragraph, stack } from '../element.ts'
import type { DeliveryItem, DeliveryView } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { watch } from '../watch.ts'
import { momentInWords, sentences } from '../wording.ts'

/** What changes of a delivery while it is shown. */
interface DeliveryCells {
  status: HTMLElement
  received: HTMLElement
  attempts: HTMLElement
}

/** How a delivery stands; a failed one can be tried again here, and is followed until that has ended. */
export const deliveryCells = ({ api }: Visit, delivery: DeliveryItem): DeliveryCells => {
  const { schoolId, schoolName, schoolYear, deliveryId } = delivery
  const told = element('p', { tabindex: -1 })
  const node = stack(told)
  const received = element('span')
  const attempts = element('span')
  let newest: DeliveryView = delivery
  const show = (shown: DeliveryView, why = ''): void => {
    newest = shown
    const { status, deliveredAt } = shown
    received.textContent = deliveredAt === null ? '–' : momentInWords(deliveredAt)
    attempts.textContent = String(shown.attempts)
    told.textContent = sentences(deliveryStatusInWords[status], why).trim()
    if (status === 'failed') node.append(retry)
    else retry.remove()
  }
  const look = async (): Promise<boolean> => {
    show(await api.delivery(schoolId, schoolYear))
    const { status } = newest
    if (status !== 'in-progress') announce(`${schoolName}: ${deliveryStatusInWords[status]}`)
    return status !== 'in-progress'
  }
  const attempt = async (): Promise<void> => {
    try {
      show(await api.retryDelivery(deliveryId))
      watch(node, look)
    } catch (error) {
      const { code, title, detail } = whyRefused(error)
      // Somebody else was first, or an earlier request of one's own whose answer was lost.
      if (code === 'delivery-not-failed') watch(node, look)
      else show(newest, `${title}. ${detail}`)
    } finally {
      ask.close()
      told.focus()
    }
  }
  const ask = retryDialog(delivery, attempt)
  const retry = button('secondary', 'Opnieuw leveren', () => ask.showModal())
  retry.ariaLabel = `Opnieuw leveren: ${schoolName}, ${schoolYear}`
  node.append(ask)
  show(delivery)
  return { status: node, received, attempts }
}

const retryDialog = (
  { deliveryId, schoolName, schoolYear }: DeliveryItem,
  attempt: () => Promise<void>,
): HTMLDialogElement => {
  const asked: HTMLDialogElement = dialog({
    id: `opnieuw-${deliveryId}`,
    heading: 'Opnieuw leveren?',
    content: [
      paragraph(
        `De gegevens van ${schoolName} over ${schoolYear} worden nog eens naar de inspectie gestuurd. `,
        'Ze komen daar hoogstens één keer aan.',
      ),
    ],
    buttons: [
      button('secondary', 'Niet leveren', () => asked.close()),
      button('primary', 'Opnieuw leveren', attempt, 'Bezig met aanvragen…'),
    ],
  })
  return asked
}
