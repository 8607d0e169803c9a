import { Temporal } from 'temporal-polyfill'
import { realClock } from './real-clock.ts'

export const now = Temporal.Instant.from(realClock()).toZonedDateTimeISO('Europe/Amsterdam')
export const today = now.toPlainDate()
export const daysFromNow = (days: number): string => today.add({ days }).toString()
export const tomorrow = daysFromNow(1)

/** Its first month is August. */
const schoolYearOf = ({ year, month }: Temporal.PlainDate): string =>
  month < 8 ? `${year - 1}-${year}` : `${year}-${year + 1}`

/** Each day has a school of its own, since one is delivered once a year. */
const schoolOf = (day: Temporal.PlainDate): string => {
  const number = Temporal.PlainDate.from('2026-01-01').until(day).days
  const letter = (at: number): string => String.fromCharCode(65 + (at % 26))
  const hundred = Math.floor(number / 100)
  return `98${letter(Math.floor(hundred / 26))}${letter(hundred)}${String(number % 100).padStart(2, '0')}`
}
export const [school, schoolYear] = [schoolOf(today), schoolYearOf(today)]

const day = today.subtract({ days: 1 })
export const yesterday = { school: schoolOf(day), schoolYear: schoolYearOf(day) }
