import type { Violation } from './faults.ts'

/**
 * Different schools or boards that one file may speak of: all of the country several times over. What is
 * gathered of a file has to fit in memory, whatever an operator uploads.
 */
export const MOST_OF_ONE_KIND = 50_000

/** School years of schools that one file of figures may speak of: each brings its own sheet of tallies. */
export const MOST_SCHOOL_YEARS = 20_000

const atMost = (most: number, of: string): Violation => ({
  code: 'too-many',
  detail: `Verwacht: hoogstens ${most.toLocaleString('nl-NL')} ${of} per bestand. De rest is niet gelezen.`,
})

export const tooManySchools = atMost(MOST_OF_ONE_KIND, 'verschillende vestigingen')
export const tooManyBoards = atMost(MOST_OF_ONE_KIND, 'verschillende bevoegde gezagen')
export const tooManySchoolYears = atMost(
  MOST_SCHOOL_YEARS,
  'verschillende combinaties van vestiging en schooljaar',
)
