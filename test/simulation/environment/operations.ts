import type { Person } from '../../../shared/consent/consent.ts'
import type { ConsentTerms } from '../../../shared/consent/terms.ts'
import type { QuestionnaireId } from '../../../shared/monitoring/questionnaires/index.ts'
import type { Instant } from '../../../shared/platform/time.ts'

export const schoolYear = '2026-2027'

/** What somebody asks of one school's consent. `startsFrom`: the version of the precondition, 0 for "none exists". */
export type Asked =
  | { readonly kind: 'save'; readonly startsFrom: number; readonly terms: ConsentTerms }
  | { readonly kind: 'withdraw'; readonly startsFrom: number }
  | { readonly kind: 'read' }
  | { readonly kind: 'retry-delivery'; readonly deliveryId: string }
  | { readonly kind: 'take-back'; readonly questionnaire: QuestionnaireId }

export interface Caller extends Person {
  readonly authorization: string
}

export interface Reply {
  readonly status: number
  readonly body: Record<string, unknown>
}

/** A request and what its caller saw of it; `ended` and `reply` are null where the answer was lost, or was a 5xx. */
export interface Operation {
  readonly schoolId: string
  readonly by: Person
  readonly asked: Asked
  readonly began: { readonly order: number; readonly at: Instant }
  ended: { readonly order: number; readonly at: Instant } | null
  reply: Reply | null
}

const monitoring = (schoolId: string) => `/v1/schools/${schoolId}/monitorings/${schoolYear}`
const path = (schoolId: string) => `${monitoring(schoolId)}/consent`
const json = { 'content-type': 'application/json' }

const precondition = (version: number): Record<string, string> =>
  version === 0 ? { 'if-none-match': '*' } : { 'if-match': `"${version}"` }

/** The request as it goes to the gateway. */
export const requestOf = (schoolId: string, asked: Asked, { authorization }: Caller) => {
  const empty = Buffer.alloc(0)
  switch (asked.kind) {
    case 'save': {
      const headers = { authorization, ...json, ...precondition(asked.startsFrom) }
      return { method: 'PUT', url: path(schoolId), headers, body: Buffer.from(JSON.stringify(asked.terms)) }
    }
    case 'withdraw': {
      const headers = { authorization, ...precondition(asked.startsFrom) }
      return { method: 'DELETE', url: path(schoolId), headers, body: empty }
    }
    case 'read':
      return { method: 'GET', url: path(schoolId), headers: { authorization }, body: empty }
    case 'take-back': {
      const url = `${monitoring(schoolId)}/results/${asked.questionnaire}`
      return { method: 'DELETE', url, headers: { authorization }, body: empty }
    }
    case 'retry-delivery': {
      const url = `/v1/deliveries/${asked.deliveryId}/attempts`
      return { method: 'POST', url, headers: { authorization }, body: empty }
    }
  }
}
