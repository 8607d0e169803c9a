import { PutObjectCommand } from '@aws-sdk/client-s3'
import { between, pick, pickByWeight, type Random } from '../../../scripts/survey/random.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { DeliveryWindow } from '../../../shared/directory/ports.ts'
import { importStatus, requestImport } from '../../../shared/ingestion/requests.ts'
import { uploadKeyOf } from '../../../shared/ingestion/upload-key.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import { type Instant, secondsAfter } from '../../../shared/platform/time.ts'
import { instantAt, millisecondsAt } from '../engine/simulated-time.ts'
import type { DeliveryDate } from './dates.ts'
import { settings } from './functions.ts'
import { type Caller, schoolYear } from './operations.ts'
import { boardId, type Knowledge, people, schoolIds, User } from './people.ts'
import type { SimulatedEnvironment } from './simulated-environment.ts'
import { firstSurvey, pupilsFile, respondentsFile } from './surveys.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE

/** Moments about a deadline, in milliseconds from it. */
const nearby = [-MINUTE, -1000, -1, -1, 0, 0, 1, 1000, MINUTE] as const

/** Each attempt of a week is simulated too, which is why such outages are rare. */
const outages: readonly [Outage, ...Outage[]] = [
  { weight: 60, minutes: 10 },
  { weight: 35, minutes: 40 },
  { weight: 5, minutes: 180 },
  { weight: 0.2, minutes: 8 * 24 * 60 },
]

interface Outage {
  readonly weight: number
  readonly minutes: number
}

interface BroughtFile {
  readonly schoolId: string
  readonly kind: 'respondents' | 'pupils'
  readonly Body: string
}

/** What one history is about: who does what, when. All of it follows from `random`. */
export class Script {
  readonly #environment: SimulatedEnvironment
  readonly #random: Random
  readonly #dates: readonly [DeliveryDate, DeliveryDate]
  readonly #start: number
  /** By the id of their import. */
  readonly #files = new Map<string, BroughtFile>()
  #imports = 0
  #windowsSet: readonly DeliveryWindow[] | undefined

  constructor(
    environment: SimulatedEnvironment,
    random: Random,
    dates: readonly [DeliveryDate, DeliveryDate],
  ) {
    this.#environment = environment
    this.#random = random
    this.#dates = dates
    this.#start = millisecondsAt(environment.time.clock())
  }

  /** Schools, a board that can be mailed, a calendar and results, before anybody comes. */
  async furnish(): Promise<void> {
    const { directory, calendar, store } = this.#environment.functions.ports
    const schools = schoolIds.map(schoolId => ({
      schoolId: schoolId as SchoolId,
      schoolName: `School ${schoolId}`,
      city: 'Delft',
      sector: 'VO' as const,
      boardId: boardId as BoardId,
      boardName: 'Stichting Zuid',
    }))
    await directory.saveSchools(schools)
    const administrators = [{ name: 'B. Beheer', email: 'beheer@bestuur.example' }]
    await directory.saveAdministrators(boardId as BoardId, { items: administrators, reminders: false })
    // The first sweep says that a new table lacks nothing.
    await this.#environment.functions.invoke('sweep', {})
    await calendar.save(schoolYear as SchoolYear, this.#windows())
    for (const { schoolId } of schools) {
      for (const results of firstSurvey(this.#random, this.#environment.time.clock()).results)
        await store.saveResults(schoolId, schoolYear as SchoolYear, results)
    }
    this.#environment.furnished()
  }

  /** Puts everything that people will do on the clock. Answers when the last of it is over. */
  begin(): Instant {
    const { operator, ...users } = people()
    const callers: [Caller, Caller] = [users.school, users.board]
    for (const schoolId of this.#random() < 0.97 ? schoolIds.slice(0, 1) : schoolIds) {
      const knowledge: Knowledge = { version: 0 }
      const known = callers.map(caller => new User(caller, this.#random, this.#dates, knowledge))
      let moment = this.#start
      for (let left = 1 + Math.floor(this.#random() * 3); left > 0; left -= 1) {
        this.#at(moment, () => this.#act(schoolId, pick(this.#random, known as [User, ...User[]])))
        if (this.#random() > 0.35) moment = this.#moment()
      }
      // Often at the very moment at which somebody saves, or so late that it is applied on the date.
      const last = millisecondsAt(this.#dates[0].midnight) - 1
      const fileAt = pick(this.#random, [this.#start, this.#start, moment, this.#moment(), last])
      if (this.#random() < 0.3) this.#at(fileAt, () => this.bring(schoolId))
      const backAt = pick(this.#random, [fileAt, fileAt, this.#moment(), last])
      if (this.#random() < 0.15) this.#at(backAt, () => this.#takeBack(schoolId, operator))
      if (this.#random() < 0.2)
        this.#at(this.#underWay(), () => this.#insist(schoolId, pick(this.#random, callers)))
      this.#at(this.#atWork(), () => this.#retry(schoolId, operator))
    }
    if (this.#random() < 0.12) this.#at(this.#moment(), () => this.#setWindows([]))
    const over = this.#outage()
    this.#nightsAndLosses()
    return over
  }

  #nightsAndLosses(): void {
    if (this.#random() < 0.3) this.#environment.platform.checkEveryNight()
    if (!this.#environment.faults.isOff && this.#random() < 0.06) this.#at(this.#worst(), () => this.#lose())
  }

  #at(milliseconds: number, work: () => Promise<unknown>): void {
    this.#environment.time.at(instantAt(milliseconds), () => {
      // Whoever acts does not hold up the clock.
      void work()
    })
  }

  #moment(): number {
    const [first, second] = this.#dates
    const kind = this.#random()
    const midnight = millisecondsAt(first.midnight)
    if (kind < 0.4) return midnight + pick(this.#random, nearby)
    if (kind < 0.65) return Math.floor(between(this.#random, this.#start, midnight))
    if (kind < 0.77) return this.#onTheDate()
    if (kind < 0.87) return this.#atWork()
    return millisecondsAt(second.midnight) + pick(this.#random, nearby)
  }

  /** On the first date, while it is delivered. */
  #onTheDate(): number {
    return millisecondsAt(this.#dates[0].seven) + Math.floor(this.#random() * 58) * MINUTE
  }

  /** Just after most deliveries begin, when one that fails at first is still under way. */
  #underWay(): number {
    return millisecondsAt(this.#dates[0].seven) + Math.floor(between(this.#random, 44, 56) * MINUTE)
  }

  /** When the loss of a table may hurt most. */
  #worst(): number {
    return this.#random() < 0.5 ? this.#onTheDate() : this.#moment()
  }

  /**
   * The table is lost, and restored as it was at any moment before. Operators bring again what they brought, in the same
   * order, but for what was refused, and replay the ledger into it.
   */
  async #lose(): Promise<void> {
    await this.#environment.restoreTable(Math.floor(this.#random() * (this.#environment.changes + 1)))
    if (this.#windowsSet) await this.#setWindows(this.#windowsSet)
    for (const [importId, file] of [...this.#files])
      if (!this.#environment.observations.wasRefused(importId)) await this.#upload(file)
    // From somebody who has not heard of the loss.
    if (this.#random() < 0.5) await this.bring(schoolIds[0])
    this.#environment.time.after(Math.floor(between(this.#random, 1, 50) * MINUTE), () =>
      this.#environment.platform.replayLedger(),
    )
  }

  /** On the first date, after its deliveries. */
  #atWork(): number {
    const [first, second] = this.#dates
    return Math.floor(
      between(this.#random, millisecondsAt(first.seven) + HOUR, millisecondsAt(second.midnight) - HOUR),
    )
  }

  async #act(schoolId: string, user: User): Promise<void> {
    user.sees(await this.#environment.call(schoolId, user.caller, user.next()))
  }

  /** Somebody looks at what there is, and withdraws just that. */
  async #insist(schoolId: string, caller: Caller): Promise<void> {
    const seen = await this.#environment.call(schoolId, caller, { kind: 'read' })
    const version = seen?.body.version
    if (typeof version === 'number')
      await this.#environment.call(schoolId, caller, { kind: 'withdraw', startsFrom: version })
  }

  /** An operator sees the alarm of a failed delivery, or sees one where there is none. */
  async #retry(schoolId: string, operator: ReturnType<typeof people>['operator']): Promise<void> {
    const head = this.#environment.observations.log.findLast(write => write.schoolId === schoolId)
    const isFailed = head?.item.phase === 'delivery-failed'
    if (!head || this.#random() > (isFailed ? 0.8 : 0.05)) return
    const { consentVersion } = head.item.state as { consentVersion: number }
    const deliveryId = `${schoolId}_${schoolYear}_${consentVersion}`
    await this.#environment.call(schoolId, operator, { kind: 'retry-delivery', deliveryId })
  }

  /** An operator takes results back, and asks again until an answer comes. */
  async #takeBack(
    schoolId: string,
    operator: ReturnType<typeof people>['operator'],
    questionnaire: QuestionnaireId = pick(this.#random, ['LTO-VO', 'LTO-VO', 'PROZO']),
  ): Promise<void> {
    const reply = await this.#environment.call(schoolId, operator, { kind: 'take-back', questionnaire })
    if (!reply) this.#environment.time.after(MINUTE, () => this.#takeBack(schoolId, operator, questionnaire))
  }

  /** A file with other figures of a school comes in. */
  async bring(
    schoolId: string,
    kind: BroughtFile['kind'] = this.#random() < 0.6 ? 'respondents' : 'pupils',
  ): Promise<void> {
    const Body = (kind === 'respondents' ? respondentsFile : pupilsFile)(this.#random, schoolId)
    await this.#upload({ schoolId, kind, Body })
  }

  async #upload(file: BroughtFile): Promise<void> {
    const { functions, services, time } = this.#environment
    const { imports, uploads } = functions.ports
    const { schoolId, kind, Body } = file
    const presign = async (_key: unknown, now: Instant) => ({
      uploadUrl: 'sim',
      expiresAt: secondsAfter(now, 3600),
    })
    const newId = () => `import-${this.#imports++}-${schoolId}`
    const ports = { imports, uploads: { ...uploads, presign }, clock: time.clock, newId }
    const { importId } = await requestImport(ports, kind)
    this.#files.set(importId, file)
    const Key = uploadKeyOf({ importId, kind })
    this.#environment.trace.tell('operator', () => `uploads ${Key}`)
    this.#environment.time.after(Math.floor(between(this.#random, 3, 20) * HOUR), async () => {
      const { errors = [] } = (await importStatus(ports, importId)) ?? {}
      if (errors[0]?.code === 'given-up') await this.#upload(file)
    })
    await services.uploads.send(new PutObjectCommand({ Bucket: settings.UPLOADS_BUCKET, Key, Body }))
  }

  async #setWindows(windows: readonly DeliveryWindow[]): Promise<void> {
    this.#environment.trace.tell('operator', () => `sets ${windows.length} windows`)
    this.#windowsSet = windows
    await this.#environment.functions.ports.calendar.save(schoolYear as SchoolYear, windows)
  }

  #windows(): readonly DeliveryWindow[] {
    const [{ date: first }, { date: second }] = this.#dates
    return [
      { fromDate: first, untilDate: first, eligibility: 'all' },
      { fromDate: second, untilDate: second, eligibility: 'not-delivered' },
    ]
  }

  /** Now and then the inspectorate is away: for minutes, for hours, or, very rarely, for longer than deliveries are tried. */
  #outage(): Instant {
    const [first, second] = this.#dates
    const over = millisecondsAt(second.seven) + HOUR
    if (this.#random() > 0.06) return instantAt(over)
    const length = pickByWeight(this.#random, outages).minutes * MINUTE
    const from = millisecondsAt(first.seven) + Math.floor(this.#random() * HOUR)
    this.#environment.time.at(instantAt(from), () => this.#environment.faults.setOutage(true))
    this.#environment.time.at(instantAt(from + length), () => this.#environment.faults.setOutage(false))
    return instantAt(Math.max(over, from + length + HOUR))
  }
}
