import { element } from './element.ts'
import { type Choice, choose, type Field, idOf } from './fields.ts'
import type { DeliveryWindow } from './shapes.ts'
import { dayInWords } from './wording.ts'

const POINTER = '/deliveryDate'

/**
 * The date of delivery: a window of one day is a date to choose, of a longer one any day may be chosen.
 * `current` is the date of the consent, if there is one.
 */
export const dateField = (
  windows: readonly DeliveryWindow[],
  current: string | undefined,
  isInForce: boolean,
): Field<string | undefined> => {
  const isOffered = windows.some(window => current !== undefined && holds(window, current))
  // Rule 2: a change that keeps the date needs no window.
  const kept = current !== undefined && !isOffered && isInForce
  const offered = kept ? [{ fromDate: current, untilDate: current }, ...windows] : windows
  const options = offered.map((window, place) => optionOf(window, place, current))
  const chosen = options.findIndex(({ window }) => current !== undefined && holds(window, current))
  const field = choose({
    pointer: POINTER,
    question: 'Op welke datum wilt u leveren?',
    choices: options.map(({ choice }) => choice),
    chosen: String(options.length === 1 ? 0 : chosen),
  })
  for (const [place, { input }] of options.entries())
    input?.addEventListener('input', () => {
      const radio = field.node.querySelectorAll<HTMLInputElement>('input[type=radio]')[place]
      if (radio) radio.checked = true
    })
  return {
    ...field,
    value: () => {
      const option = options[Number(field.value() ?? Number.NaN)]
      return option?.input ? option.input.value || undefined : option?.window.fromDate
    },
  }
}

const holds = ({ fromDate, untilDate }: DeliveryWindow, day: string): boolean =>
  fromDate <= day && day <= untilDate

const optionOf = (window: DeliveryWindow, place: number, current: string | undefined) => {
  const { fromDate, untilDate } = window
  const value = String(place)
  if (fromDate === untilDate)
    return { window, choice: { value, label: dayInWords(fromDate) } satisfies Choice }
  const input = element('input', {
    type: 'date',
    class: 'utrecht-textbox utrecht-textbox--html-input',
    id: `${idOf(POINTER)}-dag-${place}`,
    min: fromDate,
    max: untilDate,
    value: current !== undefined && holds(window, current) ? current : '',
  })
  const extra = element(
    'div',
    { class: 'day' },
    element('label', { for: input.id, class: 'utrecht-form-label' }, 'Kies een dag'),
    input,
  )
  const label = `Een dag van ${dayInWords(fromDate)} tot en met ${dayInWords(untilDate)}`
  return { window, input, choice: { value, label, extra } satisfies Choice }
}
