import { type Instant, instantFrom, type LocalDate } from '../../../shared/platform/time.ts'

/** A delivery date and what the clocks of the Netherlands make of it, written out: the code under test is not asked. */
export interface DeliveryDate {
  readonly date: LocalDate
  /** 00:00:00.000 there. */
  readonly midnight: Instant
  /** 07:00 there. */
  readonly seven: Instant
}

const on = (date: string, midnight: string, seven: string): DeliveryDate => ({
  date: date as LocalDate,
  midnight: instantFrom(midnight),
  seven: instantFrom(seven),
})

/** Pairs of days that follow each other: in summer, in winter, and about both changes of the clock. */
export const datePairs = [
  [
    on('2027-07-01', '2027-06-30T22:00:00Z', '2027-07-01T05:00:00Z'),
    on('2027-07-02', '2027-07-01T22:00:00Z', '2027-07-02T05:00:00Z'),
  ],
  [
    on('2027-01-31', '2027-01-30T23:00:00Z', '2027-01-31T06:00:00Z'),
    on('2027-02-01', '2027-01-31T23:00:00Z', '2027-02-01T06:00:00Z'),
  ],
  [
    on('2027-03-27', '2027-03-26T23:00:00Z', '2027-03-27T06:00:00Z'),
    on('2027-03-28', '2027-03-27T23:00:00Z', '2027-03-28T05:00:00Z'),
  ],
  [
    on('2027-03-28', '2027-03-27T23:00:00Z', '2027-03-28T05:00:00Z'),
    on('2027-03-29', '2027-03-28T22:00:00Z', '2027-03-29T05:00:00Z'),
  ],
  [
    on('2026-10-24', '2026-10-23T22:00:00Z', '2026-10-24T05:00:00Z'),
    on('2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'),
  ],
  [
    on('2026-10-25', '2026-10-24T22:00:00Z', '2026-10-25T06:00:00Z'),
    on('2026-10-26', '2026-10-25T23:00:00Z', '2026-10-26T06:00:00Z'),
  ],
] as const satisfies readonly (readonly [DeliveryDate, DeliveryDate])[]
