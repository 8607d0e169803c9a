/** The shapes of answers as the contract has them (section 4), so that tests can look into them. */

interface Person {
  name: string
  role: string
}

export interface Problem {
  type: string
  title: string
  status: number
  detail: string
  code: string
  instance: string
  errors?: readonly { pointer?: string; parameter?: string; code: string; detail: string }[]
}

/** What else there is to read where something may have been refused. */
export type Refusal = Pick<Problem, 'code' | 'errors'>

export interface Terms {
  boardApproval: boolean
  boardNotification: boolean
  level: string
  deliveryDate: string
  conduct: { representative: boolean; surveyedGroup: string; anonymous: boolean; notAnonymousReason?: string }
}

export interface Consent extends Terms {
  schoolId: string
  schoolYear: string
  boardId: string
  status: 'given' | 'withdrawn'
  version: number
  givenBy: Person
  givenAt: string
  changedBy: Person | null
  changedAt: string | null
  withdrawnBy: Person | null
  withdrawnAt: string | null
  editable: boolean
  editableUntil: string
  reportDigest: string | null
  statement: string
  notification: { status: string; sentAt: string | null }
}

export interface Delivery {
  deliveryId: string
  status: string
  plannedAt: string
  deliveredAt: string | null
  receiptId: string | null
  reportDigest: string | null
  attempts: number
}

export interface Monitoring {
  schoolId: string
  schoolName: string
  boardId: string
  boardName: string
  schoolYear: string
  status: string
  results: {
    questionnaire: string
    respondents: number | null
    pupils: number | null
    importedAt: string
  } | null
  levels: readonly {
    level: string
    allowed: boolean
    digest: string | null
    withheld: readonly (string | null)[]
  }[]
  deliveryWindows: readonly { fromDate: string; untilDate: string }[]
  consent: Consent | null
  delivery: Delivery | null
}

export interface Report {
  document: {
    schoolId: string
    schoolName: string
    boardId: string
    schoolYear: string
    level: string
    questionnaire: string
    groups: readonly {
      educationType: string | null
      pupils: number | null
      respondents: number
      responseRate: number | null
      indicators: readonly {
        id: string
        name: string
        score: number | null
        questions: readonly { id: string; text: string; score: number | null }[]
      }[]
    }[]
  }
  digest: string
  withheld: readonly (string | null)[]
}

export interface Event {
  version: number
  type: string
  at: string
  by: Person | null
  changes: readonly { field: string; from: unknown; to: unknown }[]
}

export interface Items<Item> {
  items: readonly Item[]
}

export interface Page
  extends Items<
    Delivery & { schoolId: string; schoolName: string; schoolYear: string; deliveryDate: string }
  > {
  nextCursor: string | null
}

export interface UploadRequest {
  importId: string
  uploadUrl: string
  uploadMethod: string
  expiresAt: string
}

export interface ImportStatus {
  importId: string
  kind: string
  status: string
  rows: number
  schools: number
  errorCount: number
  errors: readonly { line: number | null; column: string | null; code: string; detail: string }[]
}
