/** The three averages the inspectorate reads, in the order in which reports list them. */
export const indicatorIds = ['safety', 'harm', 'wellbeing'] as const
export type IndicatorId = (typeof indicatorIds)[number]

/** One question as the pupil read it. Its id is the name of its column in the file of respondents. */
export interface Question {
  readonly id: string
  readonly text: string
}

/** An indicator with its Dutch name and the questions it is the mean of. */
export interface Indicator {
  readonly id: IndicatorId
  readonly name: string
  readonly questions: readonly Question[]
}

/**
 * Answers are whole numbers from `lowest` to `highest`, coded so that higher is better. An answer x is worth
 * (`factor`·x + `offset`) / `divisor` on the ten-point scale: whole numbers, so that scores can be exact.
 */
export interface Scale {
  readonly lowest: number
  readonly highest: number
  readonly tenPoint: { readonly factor: number; readonly offset: number; readonly divisor: number }
}

/**
 * What stands in for each other: of one family a school has results of one questionnaire a year, and those of another of it
 * replace them. In the order of reports.
 */
export const families = ['LTO', 'PROZO'] as const
export type Family = (typeof families)[number]

/** The school years, both inclusive, in which a questionnaire is used; without `until` it still is. */
export interface SchoolYears {
  readonly from: `${number}-${number}`
  readonly until?: `${number}-${number}`
}

/**
 * A questionnaire on social safety. Its texts never change for a school year that has results: new texts are
 * a new questionnaire with an id of its own.
 */
export interface Questionnaire {
  readonly id: string
  readonly name: string
  readonly publisher: string
  readonly family: Family
  /** Whether its results may be told of the school as a whole; else they are only by education type (contract, rule 3). */
  readonly wholeSchool: boolean
  readonly scale: Scale
  readonly schoolYears: SchoolYears
  readonly indicators: readonly Indicator[]
}
