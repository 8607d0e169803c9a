import * as z from 'zod/mini'
import type { Caller, Role } from '../access/policy.ts'
import { isBoardId, isSchoolId, isSchoolYear } from '../directory/identifiers.ts'
import type { KnownSchool } from '../directory/ports.ts'
import { isLevel } from '../monitoring/level.ts'
import { isQuestionnaireId } from '../monitoring/questionnaires/index.ts'
import type { Instant } from '../platform/time.ts'
import type { TraceId } from '../platform/trace.ts'
import type { ProblemCode } from './problems.ts'

/** Of an id that we gave out; a route reads it by its own form. */
const isText = (value: unknown): value is string => typeof value === 'string'

/** The parameters a path can name, each of its own form; a badly formed one is not found. */
export const pathParameters = {
  schoolId: isSchoolId,
  boardId: isBoardId,
  schoolYear: isSchoolYear,
  level: isLevel,
  questionnaire: isQuestionnaireId,
  importId: isText,
  deliveryId: isText,
}

type Guarded<Guard> = Guard extends (value: unknown) => value is infer Value ? Value : never

export type PathParameters = {
  [Name in keyof typeof pathParameters]: Guarded<(typeof pathParameters)[Name]>
}

type ParametersOf<Path> = Path extends `${string}{${infer Name}}${infer Rest}`
  ? { [Key in Name]: Key extends keyof PathParameters ? PathParameters[Key] : never } & ParametersOf<Rest>
  : unknown

export type MediaType = 'application/json' | 'application/pdf' | 'text/csv'

/** What a route answers: an object becomes JSON, bytes and text go out as they are under `mediaType`. */
export interface Answer {
  status: number
  headers?: Readonly<Record<string, string>>
  /** None where the status says that there is none (204, 304). */
  body?: unknown
  mediaType?: MediaType | 'application/problem+json'
}

/** What a handler gets, once nothing stands in its way. */
export interface Call<Path extends string = string, Facts = unknown, Body = unknown, Query = unknown> {
  now: Instant
  traceId: TraceId
  /** Nobody, on a route for `anyone`. */
  caller: Caller
  params: ParametersOf<Path>
  query: Query
  headers: Readonly<Record<string, string | undefined>>
  /** The one of `produces` that the caller prefers. */
  mediaType: MediaType
  body: Body
  /** The school of the path, where it names one. */
  school: KnownSchool
  facts: Facts
}

type QuerySchema<Query> = z.ZodMiniType<Query> & Pick<z.ZodMiniObject, 'shape'>

/** A route is data: where, who, in which form, and what to answer. */
export interface Route<Path extends string, Facts, Body, Query> {
  /** Its name in the OpenAPI document and in clients. */
  operationId: string
  method: 'GET' | 'PUT' | 'POST' | 'DELETE'
  path: Path
  /** Whose data it is about; outside the caller's reach it does not exist. */
  reach: 'school' | 'board' | 'all'
  /** `anyone` needs no token. */
  roles: readonly Role[] | 'anyone'
  /** JSON where not told. The first is the default. */
  produces?: readonly MediaType[]
  body?: z.ZodMiniType<Body>
  /**
   * A strict object of its query parameters: none where not told. A filter that needs another is a check with the path of
   * that one, which is then `required`.
   */
  query?: QuerySchema<Query>
  /** Why its own handler may refuse; what comes before it, for every route alike, is not listed. */
  refuses?: readonly ProblemCode[]
  /** Reads what the handler needs, in the same round trip as the school that decides on reach. */
  load?: (params: ParametersOf<Path>) => Promise<Facts>
  handle: (call: Call<Path, Facts, Body, Query>) => Promise<Answer>
}

/** A route with what was left out filled in. */
export type AnyRoute = Route<string, unknown, unknown, unknown> & {
  produces: readonly MediaType[]
  query: QuerySchema<unknown>
}

/** Declares a route; its parameters, facts and body are then known to its handler by type. */
export const route = <const Path extends string, Facts = undefined, Body = undefined, Query = unknown>(
  definition: Route<Path, Facts, Body, Query>,
): AnyRoute =>
  ({ produces: ['application/json'], query: z.strictObject({}), ...definition }) as unknown as AnyRoute
