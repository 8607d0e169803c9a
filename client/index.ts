import createClient, { type Client } from 'openapi-fetch'
import type { components, paths } from './doorlevering.ts'
import type { Options } from './options.ts'
import { resending } from './resend.ts'

export type { components, paths } from './doorlevering.ts'
export type { Options } from './options.ts'

/** Why the API refused a request: `code` for programs, `title` and `detail` in Dutch for people. */
export type Problem = components['schemas']['Problem']

/** The forms that are JSON; for a PDF or CSV say `headers: { Accept }` and `parseAs`. */
type Json = 'application/json' | 'application/problem+json'

/** The API by its paths, as openapi-fetch has it: `{ data, error, response }` for each call. */
export const doorlevering = (options: Options): Client<paths, Json> =>
  createClient<paths, Json>({ baseUrl: options.baseUrl, fetch: resending(options) })

/** Whether an error is a refusal of ours; what the gateway says by itself has a `message` alone. */
export const isProblem = (error: unknown): error is Problem =>
  typeof error === 'object' && error !== null && 'code' in error && 'detail' in error
