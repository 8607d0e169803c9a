import { DELIVERY_LATE_MINUTES, MAIL_LATE_MINUTES } from '../../shared/processing/late.ts'
import { addressOf } from '../address.ts'
import { type Api, whyRefused } from '../api.ts'
import { bullets, type Child, element, facts, link, panel, paragraph, remark } from '../element.ts'
import type { DeliveryView, Health } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { momentInWords } from '../wording.ts'

const TITLE = 'Status van de dienst'

/** Whether the service keeps up, and where deliveries failed. */
export const healthPage = async ({ api }: Visit): Promise<Page> => {
  const [health, failed] = await Promise.all([api.health(), failedDeliveries(api)])
  const problems = [...problemsIn(health), ...failed]
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      problems.length === 0
        ? remark('good', paragraph('Alles wordt op tijd verwerkt.'))
        : remark('warning', paragraph('Dit vraagt aandacht:'), bullets(problems)),
      panel(
        facts(
          [
            'Laatste controle',
            health.lastSweptAt === null ? 'Nog niet geweest' : momentInWords(health.lastSweptAt),
          ],
          ['Toestemmingen en berichten die nog worden verwerkt', String(health.openEffects)],
          ['Leveringen die bezig zijn', String(health.openDeliveries)],
          ['E-mails en leveringen die zijn blijven liggen', String(health.setAside)],
          ['E-mail die het langst wacht', waiting(health.mailSeconds, 'Er wacht geen e-mail')],
          ['Levering die het langst wacht', waiting(health.deliverySeconds, 'Er wacht geen levering')],
        ),
        paragraph(deliveriesWith('in-progress', 'Leveringen die bezig zijn')),
      ),
    ],
  }
}

/** Of every school year: one may be delivered after the next has begun. The rest of the page is told also where they cannot be read. */
const failedDeliveries = async (api: Api): Promise<readonly Child[]> => {
  try {
    const { items, nextCursor } = await api.deliveries({ status: 'failed' })
    const many = `${nextCursor === null ? '' : 'meer dan '}${items.length}`
    return items.length === 0 ? [] : [deliveriesWith('failed', `Mislukte leveringen: ${many}`)]
  } catch (error) {
    whyRefused(error)
    return ['De mislukte leveringen konden niet worden opgehaald.']
  }
}

const deliveriesWith = (status: DeliveryView['status'], words: string): HTMLElement =>
  link(addressOf({ kind: 'deliveries', filters: { status } }), words)

const problemsIn = ({ caughtUp, setAside, mailSeconds, deliverySeconds }: Health): readonly string[] =>
  [
    !caughtUp &&
      'De gegevens zijn teruggezet en nog niet bijgewerkt. Tot die tijd wordt er niets opgeslagen of geleverd.',
    setAside > 0 &&
      `${setAside} keer is een e-mail of levering blijven liggen, omdat de gegevens onleesbaar zijn. Laat vandaag een ontwikkelaar ernaar kijken.`,
    mailSeconds >= MAIL_LATE_MINUTES * 60 && `Een e-mail aan een bestuur wacht al ${duration(mailSeconds)}.`,
    deliverySeconds >= DELIVERY_LATE_MINUTES * 60 && `Een levering is ${duration(deliverySeconds)} te laat.`,
  ].filter(told => told !== false)

const waiting = (seconds: number, none: string): string => (seconds === 0 ? none : duration(seconds))

const duration = (seconds: number): string => {
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 120) return minutes === 1 ? '1 minuut' : `${minutes} minuten`
  return `${Math.floor(minutes / 60)} uur`
}
