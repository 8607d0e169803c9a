import { Temporal } from 'temporal-polyfill'

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

const formatted = (moment: Temporal.Instant): Instant =>
  moment.toString({ smallestUnit: 'millisecond' }) as Instant

/** Reads any RFC 9557 or ISO 8601 moment with an offset. Throws `RangeError` for anything else. */
export const instantFrom = (text: string): Instant => formatted(Temporal.Instant.from(text))

/** Milliseconds since 1970-01-01T00:00Z, as clocks and tokens count them. */
export const instantFromMilliseconds = (milliseconds: number): Instant =>
  formatted(Temporal.Instant.fromEpochMilliseconds(milliseconds))

export const millisecondsOf = (moment: Instant): number => Temporal.Instant.from(moment).epochMilliseconds

/** The moment `seconds` later (earlier where negative). */
export const secondsAfter = (moment: Instant, seconds: number): Instant =>
  formatted(Temporal.Instant.from(moment).add({ milliseconds: Math.round(seconds * 1000) }))

/** The day it is in Europe/Amsterdam at that moment. Ask it per request: a warm function outlives a day. */
export const dayOf = (moment: Instant): LocalDate =>
  Temporal.Instant.from(moment).toZonedDateTimeISO(ZONE).toPlainDate().toString() as LocalDate

/** The moment a day begins in Europe/Amsterdam, also where the clock changes that day. */
export const startOf = (day: LocalDate): Instant => formatted(zoned(day, '00:00').toInstant())

/** The moment the clocks in Europe/Amsterdam read `time` (`HH:MM`) on that day. */
export const momentOn = (day: LocalDate, time: string): Instant => formatted(zoned(day, time).toInstant())

/** `07:12` or, with the date before it, what the EventBridge Scheduler reads: `2027-07-01T07:12:00`. */
export const localDateTimeOf = (moment: Instant): string =>
  Temporal.Instant.from(moment)
    .toZonedDateTimeISO(ZONE)
    .toPlainDateTime()
    .toString({ smallestUnit: 'second' })

/** The day, if the text is a real `YYYY-MM-DD`; 30 February and `2027-7-1` are not. */
export const localDateFrom = (text: string): LocalDate | undefined => {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined
  try {
    return Temporal.PlainDate.from(text).toString() as LocalDate
  } catch {
    return undefined
  }
}

/** `1 juli 2027` */
export const dayInWords = (day: LocalDate): string => {
  const { day: number, month, year } = Temporal.PlainDate.from(day)
  return `${number} ${MONTHS[month - 1]} ${year}`
}

/** `11 mei 2027 14:03`, in Europe/Amsterdam. */
export const momentInWords = (moment: Instant): string =>
  `${dayInWords(dayOf(moment))} ${localDateTimeOf(moment).slice(11, 16)}`

const zoned = (day: LocalDate, time: string): Temporal.ZonedDateTime =>
  Temporal.PlainDate.from(day).toZonedDateTime({ timeZone: ZONE, plainTime: time })
