import * as z from 'zod/mini'
import { MOST_ADMINISTRATORS } from '../../shared/directory/administrators.ts'
import { email } from '../../shared/directory/email.ts'
import { type Administrators, noAdministrators } from '../../shared/directory/ports.ts'
import { etagOfShown, replacedBy } from '../../shared/http/etag.ts'
import { Problem } from '../../shared/http/problems.ts'
import type { Answer } from '../../shared/http/route.ts'
import { route } from '../../shared/http/route.ts'
import { name } from '../../shared/platform/names.ts'
import { fault } from '../../shared/platform/text.ts'
import type { BoardApiPorts } from './ports.ts'

const path = '/v1/boards/{boardId}/administrators'

const isEachOnce = (items: readonly { email?: unknown }[]): boolean => {
  const emails = items.flatMap(item => (typeof item?.email === 'string' ? item.email.toLowerCase() : []))
  return new Set(emails).size === emails.length
}

const administrators = z.strictObject({
  items: z.array(z.strictObject({ name, email })).check(
    z.minLength(1),
    z.maxLength(MOST_ADMINISTRATORS),
    z.refine(isEachOnce, {
      ...fault('invalid-format', 'Elk e-mailadres staat er één keer in.'),
      // With all other faults at once; of a list that is too long only that is told.
      when: ({ value }) => Array.isArray(value) && value.length <= MOST_ADMINISTRATORS,
    }),
  ),
  reminders: z._default(z.boolean(), false),
})

/** GET: who is mailed about the consents of the board's schools. */
export const getAdministrators = ({ directory }: BoardApiPorts) =>
  route({
    operationId: 'getAdministrators',
    method: 'GET',
    path,
    reach: 'board',
    roles: ['board', 'operator'],
    load: ({ boardId }) => directory.administrators(boardId),
    handle: async ({ facts = noAdministrators }) => answerOf(facts),
  })

/** PUT: replaces them all, and tells those who are and who were. A board that has one always keeps one. */
export const putAdministrators = ({ directory }: BoardApiPorts) =>
  route({
    operationId: 'replaceAdministrators',
    method: 'PUT',
    path,
    reach: 'board',
    roles: ['board'],
    body: administrators,
    refuses: ['version-required', 'version-mismatch'],
    handle: async ({ params: { boardId }, body, headers, now, caller, traceId }) => {
      const replaces = await replacedBy(
        headers,
        async () => (await directory.administrators(boardId)) ?? noAdministrators,
      )
      const change = { at: now, by: caller.name, traceId }
      const kept = await directory.saveAdministrators(boardId, body, change, replaces)
      if (!kept) throw new Problem('version-mismatch')
      return answerOf(kept)
    },
  })

const answerOf = ({ items, reminders }: Administrators): Answer => {
  const body = { items, reminders }
  return { status: 200, headers: { ETag: etagOfShown(body) }, body }
}
