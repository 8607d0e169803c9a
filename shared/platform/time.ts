import { getISO } from 'temporal-polyfill/fns/Calendar'
import * as InstantFns from 'temporal-polyfill/fns/Instant'
import * as PlainDateFns from 'temporal-polyfill/fns/PlainDate'
import * as ZonedDateTimeFns from 'temporal-polyfill/fns/ZonedDateTime'

declare const instant: unique symbol
declare const localDate: unique symbol

/** A moment in UTC with milliseconds, `2027-05-11T12:03:00.000Z`. One fixed form, so that two of them compare as text. */
export type Instant = string & { readonly [instant]: true }

/** A day of the calendar in Europe/Amsterdam, `2027-07-01`. Compares as text. */
export type LocalDate = string & { readonly [localDate]: true }

/** Time comes in from outside: only the `index.ts` of a function reads the system's clock. */
export type Clock = () => Instant

const ZONE = 'Europe/Amsterdam'
const MONTHS =
  'januari februari maart april mei juni juli augustus september oktober november december'.split(' ')

/** Milliseconds since 1970-01-01T00:00Z, as clocks and tokens count them. */
export const instantFromMilliseconds = (milliseconds: number): Instant =>
  new Date(milliseconds).toISOString() as Instant

export const millisecondsOf = (moment: Instant): number => Date.parse(moment)

/** The moment `seconds` later (earlier where negative). */
export const secondsAfter = (moment: Instant, seconds: number): Instant =>
  instantFromMilliseconds(millisecondsOf(moment) + Math.round(seconds * 1000))

/** Reads any RFC 9557 or ISO 8601 moment with an offset. Throws `RangeError` for anything else. */
export const instantFrom = (text: string): Instant =>
  instantFromMilliseconds(InstantFns.fromString(text).epochMilliseconds)

/** Enough for the days and moments of one file, of which the calendar is asked over and over. */
const REMEMBERED = 1000

const remembered = <Text extends string>(work: (of: string) => Text) => {
  const known = new Map<string, Text>()
  return (of: string): Text => {
    const earlier = known.get(of)
    if (earlier !== undefined) return earlier
    if (known.size === REMEMBERED) known.clear()
    const answer = work(of)
    known.set(of, answer)
    return answer
  }
}

/** What the clocks in Europe/Amsterdam read at that moment, as the EventBridge Scheduler takes it: `2027-07-01T07:12:00`. */
export const localDateTimeOf: (moment: Instant) => string = remembered(moment => {
  const nanoseconds = BigInt(Date.parse(moment)) * 1_000_000n
  return ZonedDateTimeFns.toBasicString(ZonedDateTimeFns.create(nanoseconds, ZONE)).slice(0, 19)
})

/** The day it is in Europe/Amsterdam at that moment. Ask it per request: a warm function outlives a day. */
export const dayOf = (moment: Instant): LocalDate => localDateTimeOf(moment).slice(0, 10) as LocalDate

/** The moment the clocks in Europe/Amsterdam read `time` (`HH:MM`) on that day. */
export const momentOn = (day: LocalDate, time: string): Instant => zoned(day, time)

/** The moment a day begins in Europe/Amsterdam, also where the clock changes that day. */
export const startOf = (day: LocalDate): Instant => zoned(day, '00:00')

/** The day, if the text is a real `YYYY-MM-DD`; 30 February and `2027-7-1` are not. */
export const localDateFrom = (text: string): LocalDate | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return PlainDateFns.toString(PlainDateFns.fromString(text, getISO)) as LocalDate
  } catch {
    return undefined
  }
}

/** The day so many days earlier. */
export const daysBefore = (day: LocalDate, days: number): LocalDate =>
  PlainDateFns.toString(PlainDateFns.subtractDays(PlainDateFns.fromString(day, getISO), days)) as LocalDate

/** `1 juli 2027` */
export const dayInWords = (day: LocalDate): string => {
  const [year, month, number] = day.split('-').map(Number) as [number, number, number]
  return `${number} ${MONTHS[month - 1]} ${year}`
}

/** `11 mei 2027 14:03`, in Europe/Amsterdam. */
export const momentInWords = (moment: Instant): string => {
  const [day, time] = localDateTimeOf(moment).split('T') as [LocalDate, string]
  return `${dayInWords(day)} ${time.slice(0, 5)}`
}

/** `2027-05-11 14:03`, in Europe/Amsterdam: as spreadsheets read it. */
export const momentInFigures = (moment: Instant): string =>
  localDateTimeOf(moment).slice(0, 16).replace('T', ' ')

const zoned = (day: LocalDate, time: string): Instant => instantIn(`${day}T${time}[${ZONE}]`)

const instantIn = remembered(zonedTime =>
  instantFromMilliseconds(ZonedDateTimeFns.fromString(zonedTime, getISO).epochMilliseconds),
)
