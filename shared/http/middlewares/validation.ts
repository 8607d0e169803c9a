import { bodyFaults, fault, queryFaults, repeatedParameter } from '../faults.ts'
import { invalidRequest, type RequestFault } from '../problems.ts'
import type { ApiEvent, Middleware } from '../request.ts'
import { bytesOf } from './body-format.ts'

/** 400 with all that is wrong with the form of body and query at once. */
export const validation = (): Middleware => ({
  before: ({ event }) => {
    const [body, query] = [bodyOf(event), queryOf(event)]
    const faults = [...body.faults, ...query.faults]
    if (faults.length > 0) throw invalidRequest(faults)
    Object.assign(event.call, { body: body.value, query: query.value })
  },
})

interface Input {
  value?: unknown
  faults: readonly RequestFault[]
}

const bodyOf = (event: ApiEvent): Input => {
  const { body: schema } = event.call.route
  if (!schema) return { faults: [] }
  const body = parsedJson(event)
  if (body === undefined)
    return { faults: [fault('', 'invalid-format', 'Het bericht is geen geldige JSON in UTF-8.')] }
  const { success, data, error } = schema.safeParse(body)
  return success ? { value: data, faults: [] } : { faults: bodyFaults(error.issues, body) }
}

/** Undefined for what is no JSON. */
const parsedJson = (event: ApiEvent): unknown => {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(event)))
  } catch {
    return undefined
  }
}

const queryOf = ({ rawQueryString, call }: ApiEvent): Input => {
  const { query: schema } = call.route
  const given = new URLSearchParams(rawQueryString)
  const query = Object.fromEntries(given)
  const { success, data, error } = schema.safeParse(query)
  const repeated = Object.keys(schema.shape).filter(name => given.getAll(name).length > 1)
  const faults = success ? [] : queryFaults(error.issues, query)
  return {
    value: data,
    faults: [
      ...faults.filter(({ parameter }) => !repeated.includes(parameter)),
      ...repeated.map(repeatedParameter),
    ],
  }
}
