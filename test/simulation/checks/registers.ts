import type { MonitoringData } from '../../../shared/monitoring/ports.ts'
import { families } from '../../../shared/monitoring/questionnaires/types.ts'
import { isRefused, type Observations, type RegisterWrite } from '../environment/observations.ts'
import { schoolYear } from '../environment/operations.ts'

interface Window {
  fromDate: string
  untilDate: string
}

/** What the calendar and the figures of one school were, at any point of a history. */
export class Registers {
  readonly #observations: Observations
  readonly #schoolId: string

  constructor(observations: Observations, schoolId: string) {
    this.#observations = observations
    this.#schoolId = schoolId
  }

  /** Every calendar that was in force at some point between two orders, ends included. */
  calendars(from: number, until: number): readonly (readonly Window[])[] {
    return this.#between(`CALENDAR ${schoolYear}`, from, until).map(item => item.deliveryWindows as Window[])
  }

  /** The results that were in force at some point between two orders, ends included. */
  results(from: number, until: number): readonly MonitoringData['results'][] {
    const written = this.#observations.registers.filter(
      ({ key, order }) => this.#isOfResults(key) && order > from && order <= until,
    )
    return [from, ...written.map(({ order }) => order)].map(order => this.figures(order).results)
  }

  /** The figures as they were at that point. */
  figures(at: number): MonitoringData {
    const results = families.map(family => this.#between(this.#keyOf(`RESULTS ${family}`), at, at)[0])
    const pupils = this.#between(this.#keyOf('PUPILS'), at, at)[0]
    return {
      results: results.filter(
        item => item?.groups && !item.takenBack,
      ) as unknown as MonitoringData['results'],
      pupils: pupils?.pupils as MonitoringData['pupils'],
    }
  }

  /**
   * Results as files brought them, but for those brought again into a restored table; `importedAt` is when the processing
   * of their file began.
   */
  writes(): readonly RegisterWrite[] {
    return this.#observations.registers.filter(
      write => this.#isOfResults(write.key) && !write.isRestored && !this.#observations.isBroughtAgain(write),
    )
  }

  /** Files that were refused in a restored table, before the ledger was replayed into it. */
  refusedAgain(): readonly RegisterWrite[] {
    return this.#observations.imports.filter(
      write =>
        write.key.endsWith(this.#schoolId) &&
        isRefused(write.item) &&
        this.#observations.isBeforeReplay(write),
    )
  }

  /** When the figures were last changed before that point. */
  lastWrite(before: number): RegisterWrite | undefined {
    return this.#observations.registers.findLast(
      ({ key, order, item }) =>
        order < before &&
        !('unchangedSince' in item) &&
        (this.#isOfResults(key) || key === this.#keyOf('PUPILS')),
    )
  }

  /** Whether a file was being processed at that point, or was given up half-way and none was applied since. */
  isImporting(at: number): boolean {
    const theirs = this.#observations.imports.filter(
      ({ key, order }) => order < at && key.endsWith(this.#schoolId),
    )
    const applied = theirs.findLastIndex(({ item }) => item.status === 'applied')
    const newest = new Map(theirs.slice(applied + 1).map(({ key, item }) => [key, item]))
    return [...newest.values()].some(
      ({ status, errors }) => status === 'processing' || JSON.stringify(errors).includes('given-up'),
    )
  }

  #isOfResults(key: string): boolean {
    return key.startsWith(this.#keyOf('RESULTS '))
  }

  #keyOf(kind: string): string {
    return `SCHOOL#${this.#schoolId} ${kind}`
  }

  #between(key: string, from: number, until: number) {
    const writes = this.#observations.registers.filter(write => write.key === key && write.order <= until)
    const first = Math.max(
      0,
      writes.findLastIndex(({ order }) => order <= from),
    )
    return writes.slice(first).map(({ item }) => item)
  }
}
