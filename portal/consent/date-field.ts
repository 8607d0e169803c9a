import { element } from '../element.ts'
import { type Choice, choose, type Field, idOf } from '../fields.ts'
import type { DeliveryWindow } from '../shapes.ts'
import { dayBefore, dayInWords } from '../wording.ts'

const POINTER = '/deliveryDate'

interface DateQuestion {
  /** The first day that can be chosen. */
  earliest: string
  /** A window of one day is a date to choose; in a longer one any day may be chosen. */
  windows: readonly DeliveryWindow[]
  /** The date of a consent in force, which may stay as it is without a window (rule 2). */
  kept?: string | undefined
  chosen: string | undefined
}

/** The date of delivery. */
export const dateField = ({
  windows: all,
  earliest,
  kept,
  chosen,
}: DateQuestion): Field<string | undefined> => {
  const windows = all.flatMap(window => fromThen(window, earliest))
  const needsNone = kept !== undefined && !windows.some(window => holds(window, kept))
  const offered = needsNone ? [{ fromDate: kept, untilDate: kept }, ...windows] : windows
  const place = chosen === undefined ? -1 : placeOf(chosen, offered)
  const options = offered.map((window, at) => optionOf(window, at, at === place ? chosen : undefined))
  const field = choose({
    pointer: POINTER,
    question: 'Op welke datum wilt u leveren?',
    choices: options.map(({ choice }) => choice),
    chosen: String(options.length === 1 ? 0 : place),
  })
  for (const [at, { input }] of options.entries())
    input?.addEventListener('input', () => {
      const radio = field.node.querySelectorAll<HTMLInputElement>('input[type=radio]')[at]
      if (radio) radio.checked = true
    })
  if (chosen !== undefined && place < 0)
    field.tell(`${dayInWords(chosen)} kan niet meer worden gekozen. Kies een andere datum.`)
  const value = () => {
    const option = options[Number(field.value() ?? Number.NaN)]
    return option?.input ? option.input.value || undefined : option?.window.fromDate
  }
  return {
    ...field,
    value,
    fault: () => {
      const day = value()
      if (day === undefined || offered.some(window => holds(window, day))) return undefined
      return day < earliest ? 'date-too-early' : 'date-not-offered'
    },
  }
}

/** What is left of a window from a day on. */
const fromThen = ({ fromDate, untilDate }: DeliveryWindow, earliest: string): DeliveryWindow[] =>
  untilDate < earliest ? [] : [{ fromDate: fromDate < earliest ? earliest : fromDate, untilDate }]

/** Where a day stands; a day that was typed outside of every window, with the first in which a day is typed. */
const placeOf = (day: string, windows: readonly DeliveryWindow[]): number => {
  const place = windows.findIndex(window => holds(window, day))
  return place >= 0 ? place : windows.findIndex(({ fromDate, untilDate }) => fromDate < untilDate)
}

const holds = ({ fromDate, untilDate }: DeliveryWindow, day: string): boolean =>
  fromDate <= day && day <= untilDate

const optionOf = (window: DeliveryWindow, place: number, chosen: string | undefined) => {
  const { fromDate, untilDate } = window
  const value = String(place)
  if (fromDate === untilDate)
    return {
      window,
      choice: {
        value,
        label: dayInWords(fromDate),
        hint: `Wijzigen of intrekken kan dan tot en met ${dayBefore(fromDate)}.`,
      } satisfies Choice,
    }
  const input = element('input', {
    type: 'date',
    class: 'utrecht-textbox utrecht-textbox--html-input',
    id: `${idOf(POINTER)}-dag-${place}`,
    min: fromDate,
    max: untilDate,
    value: chosen ?? '',
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
