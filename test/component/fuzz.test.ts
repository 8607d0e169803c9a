import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { archiveNameOf, deliveryIdOf } from '../../shared/delivery/delivery.ts'
import { instantFrom, secondsAfter } from '../../shared/platform/time.ts'
import type { Answer } from '../support/api/answer.ts'
import { exampleAnswer, exampleDetails, operations, wrongBySchema } from '../support/api/documented.ts'
import { apiFixture, happen, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import type { CallerRequest } from '../support/api/requests.ts'
import { filled, operationOf } from '../support/api/routes.ts'
import type { Consent, Monitoring, Problem } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import type { TestApi } from '../support/api/test-api.ts'
import { figure, sizeOf } from '../support/figures.ts'
import type { Meanwhile, Odd, Proper, Step, WellInformed } from './support/fuzz-requests.ts'
import { steps } from './support/fuzz-requests.ts'

const REQUESTS = sizeOf({ usually: 2_000, campaign: 20_000 })
const IN_A_ROW = 100
const SEED = 1

/** How many requests there were, what the document said of their bodies and queries, and every answer there was. */
const seen = { requests: 0, valid: 0, invalid: 0, answers: new Set<string>(), details: new Set<string>() }

/** The service, and the last import that was asked for. */
interface Row {
  api: TestApi
  importId: string
}

/** Asks; throws where the answer is not documented, or is a fault of the service. */
const ask = async <Body = Problem>(
  api: TestApi,
  request: CallerRequest,
  operationId: string,
): Promise<Answer<Body>> => {
  const answer = await api.request<Body>(request)
  seen.requests += 1
  const { code, detail } =
    answer.status < 400 || !answer.text ? { code: '', detail: '' } : (answer.body as Problem)
  seen.answers.add(`${operationId} ${answer.status} ${code}`)
  seen.details.add(detail)
  if (answer.status >= 500) throw new Error(`a fault of the service: ${answer.status}`)
  return answer
}

const takeOdd = (api: TestApi, { route, as, method, parameters, headers, body }: Odd) =>
  ask(
    api,
    {
      method: method ?? route.method,
      path: filled(route.path, parameters),
      ...(as && { as }),
      headers: { ...route.headers, ...headers },
      ...(body === undefined ? route.body !== undefined && { body: route.body } : { body }),
    },
    method ? 'another method' : operationOf(route).operation.operationId,
  )

/** White space around these does not count. */
const trimmed = ['surveyedGroup', 'notAnonymousReason', 'name']

const asUnderstood = (body: unknown): unknown =>
  JSON.parse(JSON.stringify(body), (name, value) => {
    // Null counts as absent.
    if (name === 'notAnonymousReason' && value === null) return undefined
    return trimmed.includes(name) && typeof value === 'string' ? value.replaceAll('\r\n', '\n').trim() : value
  })

/**
 * Faults of what a schema cannot know: the calendar, the results, two values of a body that do not go together; and of
 * what its patterns do not say, which its words do.
 */
const isBeyondSchema = ({ pointer = '', parameter, code }: NonNullable<Problem['errors']>[number]): boolean =>
  // A filter by status needs a school year.
  (parameter === 'schoolYear' && code === 'required') ||
  ['date-not-offered', 'date-too-early', 'level-not-allowed'].includes(code) ||
  ['text-empty', 'control-characters'].includes(code) ||
  (code === 'invalid-format' && /^\/(items(\/\d+\/email)?|deliveryWindows\/\d+\/untilDate)$/.test(pointer))

const isValidQuery = ({ route, query }: Proper): boolean => {
  const { template, operation } = operationOf(route)
  const at = ['paths', template, route.method.toLowerCase(), 'parameters']
  return operation.parameters.every(({ name, in: place, required }, index) => {
    const value = query[name]
    if (place !== 'query') return true
    return value === undefined
      ? !required
      : wrongBySchema([...at, String(index), 'schema'], value).length === 0
  })
}

const isValidBody = ({ route, body }: Proper): boolean => {
  const schema = operationOf(route).operation.requestBody?.content['application/json'].schema as {
    $ref: string
  }
  return (
    wrongBySchema(['components', 'schemas', schema.$ref.replace(/.*\//, '')], asUnderstood(body)).length === 0
  )
}

/** A request in which nothing can be wrong of form but body and query: refused exactly where the document says so. */
const takeProper = async (row: Row, step: Proper) => {
  const { route, as, schoolId, level, body, query, headers } = step
  const given = Object.entries(query).filter((entry): entry is [string, string] => entry[1] !== undefined)
  const head = await row.api.events.head({ schoolId, schoolYear: YEAR })
  const path = filled(route.path.replace('education-type', level), {
    schoolId,
    deliveryId: head ? deliveryIdOf(head, head.state) : `${schoolId}_2026-2027_1`,
    importId: row.importId,
  })
  const { status, body: told } = await ask<Problem & { importId?: string }>(
    row.api,
    {
      method: route.method,
      path: `${path.split('?')[0]}?${new URLSearchParams(given)}`,
      as,
      headers,
      ...(body !== undefined && { body: typeof body === 'object' && body ? body : JSON.stringify(body) }),
    },
    operationOf(route).operation.operationId,
  )
  row.importId = told?.importId ?? row.importId
  if (route.body !== undefined && body === undefined) return expect(status).toBe(415)
  const isValid = isValidQuery(step) && (route.body === undefined || isValidBody(step))
  if (route.body !== undefined || given.length > 0) seen[isValid ? 'valid' : 'invalid'] += 1
  if (!isValid) expect({ status, code: told.code }).toEqual({ status: 400, code: 'invalid-request' })
  else if (status === 400) expect(told.errors?.filter(fault => !isBeyondSchema(fault))).toEqual([])
}

/** Reads first, and then saves what is offered, or withdraws: it is done where the answer said that it could be. */
const takeWellInformed = async (api: TestApi, { kind, as, schoolId, choice }: WellInformed) => {
  const read = await ask<Monitoring>(api, { path: paths.monitoring(schoolId), as }, 'getMonitoring')
  const { consent, deliveryWindows, results, levels } = read.body
  const headers: Record<string, string> = consent
    ? { 'if-match': `"${consent.version}"` }
    : { 'if-none-match': '*' }
  const request = { path: paths.consent(schoolId), as, headers }
  if (kind === 'withdraw') {
    if (!consent) return
    const { status } = await ask<Consent>(api, { ...request, method: 'DELETE' }, 'withdrawConsent')
    return expect(status).toBe(consent.editable && consent.status === 'given' ? 200 : 409)
  }
  const offered = deliveryWindows[choice % Math.max(deliveryWindows.length, 1)]
  if (results.length === 0 || !offered || consent?.editable === false) return
  const body = terms({
    level: levels.filter(({ allowed }) => allowed)[choice % 2]?.level ?? 'education-type',
    deliveryDate: offered.untilDate,
  })
  const { status } = await ask<Consent>(api, { ...request, method: 'PUT', body }, 'saveConsent')
  return expect(status).toBe(consent ? 200 : 201)
}

const takeMeanwhile = async (api: TestApi, { kind, days, school }: Meanwhile) => {
  if (kind === 'wait') return api.moveClockTo(secondsAfter(api.clock(), days * 86_400))
  const key = { schoolId: school.schoolId, schoolYear: YEAR }
  const before = await api.events.head(key)
  if (before?.state.phase !== 'given') return
  if (kind === 'nothing') return happen(api, school, { type: 'nothing-to-deliver' })
  await happen(api, school, { type: 'delivery-started' })
  if (kind === 'fail') return happen(api, school, { type: 'delivery-failed', attempts: 2 })
  const bytes = Buffer.from(JSON.stringify(exampleAnswer('getDeliveryPayload', 200)))
  await api.archive.keep(archiveNameOf(key, before.state), bytes)
  const receipt = { receiptId: 'ontvangst-1', receivedAt: instantFrom(api.clock()) }
  return happen(api, school, { type: 'delivered', receipt, attempts: 1 })
}

const take = async (row: Row, step: Step): Promise<unknown> => {
  switch (step.kind) {
    case 'proper':
      return takeProper(row, step)
    case 'odd':
      return takeOdd(row.api, step)
    case 'save':
    case 'withdraw':
      return takeWellInformed(row.api, step)
    default:
      return takeMeanwhile(row.api, step)
  }
}

/** Said by the gateway, of a service that is broken, or of a school that is not asked for here. */
const elsewhere = ['too-many-requests', 'internal-error', 'temporarily-unavailable', 'no-board-administrator']

/** So many requests show every success that is documented, and every problem in the words of its example. */
const expectAllShown = (): void => {
  const successes = operations.flatMap(({ operation: { operationId, responses } }) =>
    Object.keys(responses).flatMap(status => (status < '300' ? `${operationId} ${status} ` : [])),
  )
  expect(successes.filter(success => !seen.answers.has(success))).toEqual([])
  const unsaid = [...exampleDetails()].filter(([, detail]) => !seen.details.has(detail))
  expect(unsaid.map(([code]) => code).sort()).toEqual([...elsewhere].sort())
}

describe('whatever is asked, in whatever order', () => {
  it(`is answered as documented, and taken or refused as documented, ${REQUESTS} times`, async ({ task }) => {
    let rows = 0
    while (seen.requests < REQUESTS) {
      await fc.assert(
        fc.asyncProperty(fc.array(steps, { minLength: IN_A_ROW, maxLength: IN_A_ROW }), async row => {
          const state = { api: await apiFixture(), importId: 'import-1' }
          await ask(state.api, { path: '/v1/openapi.json' }, 'getOpenApi')
          for (const step of row) await take(state, step)
        }),
        { seed: SEED + rows, numRuns: 10 },
      )
      rows += 10
    }
    if (REQUESTS >= 20_000) expectAllShown()
    const { requests, valid, invalid, answers } = seen
    const told = `${requests} requests, ${answers.size} different answers, all as documented`
    figure(task, `fuzz: ${told}; ${valid} valid by the document, ${invalid} not (seed ${SEED})`)
  }, 240_000)
})
