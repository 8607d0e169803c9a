import { addressOf } from '../address.ts'
import { type Child, element, facts, remark } from '../element.ts'
import type { Health } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { momentInWords } from '../wording.ts'

const TITLE = 'Status van de dienst'

/** From so many seconds on, a wait is one that operators are alarmed about (see `functions/sweep/manifest.ts`). */
const LATE_MAIL = 15 * 60
const LATE_DELIVERY = 30 * 60

/** Whether the service keeps up, and where deliveries failed. */
export const healthPage = async ({ api }: Visit): Promise<Page> => {
  const health = await api.health()
  const problems = problemsIn(health)
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      problems.length === 0
        ? remark('good', element('p', {}, 'Alles wordt op tijd verwerkt.'))
        : remark(
            'warning',
            element('p', {}, 'Dit vraagt aandacht:'),
            element('ul', {}, ...problems.map(told => element('li', {}, told))),
          ),
      element(
        'div',
        { class: 'section' },
        facts(
          [
            'Laatste controle',
            health.lastSweptAt === null ? 'nog niet geweest' : momentInWords(health.lastSweptAt),
          ],
          ['Wacht op verwerking', String(health.openEffects)],
          ['Leveringen bezig', String(health.openDeliveries)],
          ['Apart gezet', String(health.setAside)],
          ['Oudste bericht wacht', duration(health.mailSeconds)],
          ['Oudste levering wacht', duration(health.deliverySeconds)],
        ),
        element('p', {}, ...deliveriesLeadOn()),
      ),
    ],
  }
}

const deliveriesLeadOn = (): readonly Child[] => [
  element(
    'a',
    { href: addressOf({ kind: 'deliveries', filters: { status: 'failed' } }) },
    'Mislukte leveringen',
  ),
  ' · ',
  element(
    'a',
    { href: addressOf({ kind: 'deliveries', filters: { status: 'in-progress' } }) },
    'Leveringen die bezig zijn',
  ),
]

const problemsIn = ({ caughtUp, setAside, mailSeconds, deliverySeconds }: Health): readonly string[] =>
  [
    !caughtUp &&
      'De gegevens zijn teruggezet en nog niet bijgewerkt. Tot die tijd wordt er niets opgeslagen of geleverd.',
    setAside > 0 && `${setAside} gebeurtenissen zijn niet te lezen en apart gezet.`,
    mailSeconds >= LATE_MAIL && `Een bericht aan een bestuur wacht al ${duration(mailSeconds)}.`,
    deliverySeconds >= LATE_DELIVERY && `Een levering is ${duration(deliverySeconds)} te laat.`,
  ].filter(told => told !== false)

const duration = (seconds: number): string => {
  if (seconds === 0) return 'er wacht niets'
  const minutes = Math.ceil(seconds / 60)
  if (minutes < 120) return `${minutes} minuten`
  return `${Math.floor(minutes / 60)} uur`
}
