import { button } from '../../../portal/button.ts'
import { element, paragraph } from '../../../portal/element.ts'
import { input } from '../../../portal/fields.ts'
import type { Screen } from '../../../portal/tools.ts'
import {
  dayOf,
  daysBefore,
  type Instant,
  type LocalDate,
  localDateTimeOf,
  momentOn,
} from '../../../shared/platform/time.ts'
import { moveTo, now } from './control-plane.ts'

const format = new Intl.DateTimeFormat('nl-NL', {
  dateStyle: 'full',
  timeStyle: 'short',
  timeZone: 'Europe/Amsterdam',
})

type Way = (from: Instant) => Promise<Instant | undefined> | Instant | undefined

/** What time it is in this environment, and ways to move it on: the screen is shown anew after each. `others` stand beside them. */
export const clock = async (
  screen: Screen,
  others: readonly HTMLElement[],
): Promise<readonly HTMLElement[]> => {
  const shown = element('strong', {})
  const told = element('p', { role: 'status' })
  const show = (moment: Instant): void => {
    shown.textContent = format.format(new Date(moment))
  }
  const move = async (way: Way, nowhere: string): Promise<void> => {
    told.textContent = ''
    const moment = await way(await now())
    if (moment === undefined) {
      told.textContent = nowhere
      return
    }
    try {
      show(await moveTo(moment))
    } catch (error) {
      if (!(error instanceof RangeError)) throw error
      told.textContent = 'De klok kan alleen vooruit.'
      return
    }
    await screen.refresh()
    told.textContent = 'De klok is verzet. Wat intussen moest gebeuren, is gebeurd.'
  }
  const mover = (label: string, way: Way, nowhere = '') =>
    button('secondary', label, () => move(way, nowhere), 'De klok loopt…')
  const moment = input({ pointer: '/klok', question: 'Dag en tijd', type: 'datetime-local' })
  show(await now())
  return [
    paragraph('Het is nu ', shown),
    mover('Een dag verder', dayLater),
    mover(
      'Naar de dag van levering',
      () => deliveryOn(screen),
      'Op dit scherm staat geen toestemming waarvan de levering nog moet komen.',
    ),
    ...others,
    element(
      'details',
      {},
      element('summary', {}, 'Zelf kiezen'),
      moment.node,
      mover('Klok verzetten', () => momentAt(moment.value()), 'Kies eerst een dag en een tijd.'),
    ),
    told,
  ]
}

const dayLater = (from: Instant): Instant =>
  momentOn(daysBefore(dayOf(from), -1), localDateTimeOf(from).slice(11, 16))

/** What a field for a day and a time holds, as the clocks in the Netherlands read it: `2027-07-01T09:00`. */
const momentAt = (text: string): Instant | undefined => {
  const [day, time] = text.split('T')
  return day && time ? momentOn(day as LocalDate, time) : undefined
}

/** When the deliveries of a day have been made. */
const AFTER_DELIVERY = '09:00'

/** The delivery that the screen of a school tells of. */
const deliveryOn = async ({ api, here }: Screen): Promise<Instant | undefined> => {
  const place = here()
  if (place.kind !== 'school') return undefined
  const known = await api.monitorings(place.schoolId)
  const shown = known.find(({ schoolYear }) => schoolYear === (place.schoolYear ?? known[0]?.schoolYear))
  const consent = shown?.status === 'consent-given' ? shown.consent : null
  return consent ? momentOn(consent.deliveryDate as LocalDate, AFTER_DELIVERY) : undefined
}
