import type { EventView } from '../shared/consent/changes.ts'
import type { MonitoringStatus } from '../shared/consent/status.ts'
import type { ConsentView } from '../shared/consent/view.ts'
import type { DeliveryView } from '../shared/delivery/delivery.ts'
import type { EducationType } from '../shared/directory/education.ts'
import type { QuestionnaireId } from '../shared/monitoring/questionnaires/index.ts'
import type { Level, Report, ReportGroup, ReportIndicator } from '../shared/monitoring/report.ts'

// Types only, so that page and service are checked against each other: the page knows nothing but the API.
export type {
  ConsentView,
  DeliveryView,
  EducationType,
  EventView,
  Level,
  MonitoringStatus,
  QuestionnaireId,
  Report,
  ReportGroup,
  ReportIndicator,
}

/** First to last day, both included, `YYYY-MM-DD` in Europe/Amsterdam. */
export interface DeliveryWindow {
  fromDate: string
  untilDate: string
}

export interface LevelView {
  level: Level
  allowed: boolean
  digest: string | null
  withheld: readonly (EducationType | null)[]
}

/** A school's module in one school year (contract, section 4). */
export interface Monitoring {
  schoolId: string
  schoolName: string
  boardId: string
  boardName: string
  schoolYear: string
  status: MonitoringStatus
  results: {
    questionnaire: QuestionnaireId
    respondents: number | null
    pupils: number | null
    importedAt: string
  } | null
  levels: readonly LevelView[]
  deliveryWindows: readonly DeliveryWindow[]
  consent: ConsentView | null
  delivery: DeliveryView | null
}

/** Where one school of a board stands. */
export interface OverviewItem {
  schoolId: string
  schoolName: string
  status: MonitoringStatus
  level: Level | null
  deliveryDate: string | null
}

/** What the form holds when it is saved; what is not answered yet is left out, and the API says so. */
export interface ConsentAnswers {
  boardApproval: boolean
  boardNotification: boolean
  level: string | undefined
  deliveryDate: string | undefined
  conduct: {
    representative: boolean | undefined
    surveyedGroup: string
    anonymous: boolean | undefined
    notAnonymousReason: string | undefined
  }
}

/** One fault of a request: `pointer` says at which field (RFC 6901). */
export interface Fault {
  pointer: string
  code: string
  detail: string
}

/** What the API says when it refuses (RFC 9457), in Dutch. */
export interface ProblemDetails {
  status: number
  title: string
  detail: string
  code: string
  errors?: readonly Fault[]
}
