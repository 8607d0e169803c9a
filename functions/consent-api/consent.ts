import { personOf } from '../../shared/consent/consent.ts'
import type { Command, SaveContext } from '../../shared/consent/decider.ts'
import type { LogRecord } from '../../shared/consent/log.ts'
import { type SaveOutcome, save } from '../../shared/consent/save.ts'
import { termsSchema } from '../../shared/consent/terms.ts'
import { consentView } from '../../shared/consent/view.ts'
import { etagOf, preconditionOf } from '../../shared/http/etag.ts'
import { fault } from '../../shared/http/faults.ts'
import { invalidRequest, Problem } from '../../shared/http/problems.ts'
import type { Answer } from '../../shared/http/route.ts'
import { type Call, route } from '../../shared/http/route.ts'
import type { Instant } from '../../shared/platform/time.ts'
import { factsOf, savedRecordOf } from './facts.ts'
import type { ConsentApiPorts } from './ports.ts'

const path = '/v1/schools/{schoolId}/monitorings/{schoolYear}/consent'
type Path = typeof path

/** GET: the consent in force or withdrawn, with the version a save must start from. */
export const getConsent = ({ events }: ConsentApiPorts) =>
  route({
    operationId: 'getConsent',
    method: 'GET',
    path,
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    refuses: ['consent-not-found'],
    load: key => events.head(key),
    handle: async ({ facts: head, now }) => {
      if (!head) throw new Problem('consent-not-found')
      return answerWith(200, head, await savedRecordOf(events, head), now)
    },
  })

/** PUT: give (`If-None-Match: *`), change or give again (`If-Match`). */
export const putConsent = (ports: ConsentApiPorts) =>
  route({
    operationId: 'saveConsent',
    method: 'PUT',
    path,
    reach: 'school',
    roles: ['school', 'board'],
    body: termsSchema,
    refuses: [
      'version-required',
      'version-mismatch',
      'already-delivered',
      'consent-locked',
      'no-survey-results',
      'no-board-administrator',
    ],
    load: key => factsOf(ports, key),
    handle: async call => {
      const { caller, body: terms, now } = call
      const { record, answer } = await submit(ports, call, {
        kind: 'save',
        terms,
        by: personOf(caller),
        at: now,
      })
      return record.version === 1 ? { ...answer, status: 201 } : answer
    },
  })

/** DELETE: withdraw (`If-Match`). */
export const withdrawConsent = (ports: ConsentApiPorts) =>
  route({
    operationId: 'withdrawConsent',
    method: 'DELETE',
    path,
    reach: 'school',
    roles: ['school', 'board'],
    refuses: [
      'consent-not-found',
      'version-required',
      'version-mismatch',
      'already-delivered',
      'consent-locked',
      'consent-withdrawn',
    ],
    load: key => factsOf(ports, key),
    handle: async call =>
      (await submit(ports, call, { kind: 'withdraw', by: personOf(call.caller), at: call.now })).answer,
  })

const submit = async (
  { events }: ConsentApiPorts,
  {
    params,
    headers,
    body,
    school,
    facts,
    traceId,
  }: Call<Path, Awaited<ReturnType<typeof factsOf>>, unknown, unknown>,
  command: Command,
): Promise<{ record: LogRecord; answer: Answer }> => {
  const { head, ...context } = facts
  const { boardHasAdministrators } = school
  const saveContext: SaveContext = {
    school,
    schoolYear: params.schoolYear,
    boardHasAdministrators,
    ...context,
  }
  const request = { command, startsFrom: preconditionOf(headers), sent: body ?? null, traceId }
  const outcome = await save(events, params, head, request, saveContext)
  if (!('saved' in outcome)) throw problemOf(outcome)
  // As it stood when it was saved, so that a repeated request gets the same answer.
  return { record: outcome.saved, answer: answerWith(200, outcome.saved, outcome.saved, outcome.saved.at) }
}

const answerWith = (status: number, record: LogRecord, savedRecord: LogRecord, now: Instant): Answer => ({
  status,
  headers: { ETag: etagOf(record.version) },
  body: consentView(record, savedRecord, now),
})

const problemOf = (outcome: Exclude<SaveOutcome, { saved: LogRecord }>): Problem => {
  if ('faults' in outcome)
    return invalidRequest(outcome.faults.map(({ pointer, code }) => fault(pointer, code)))
  return new Problem('conflict' in outcome ? outcome.conflict : outcome.refused)
}
