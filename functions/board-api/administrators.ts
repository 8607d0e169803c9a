import * as z from 'zod/mini'
import { isEmail, LONGEST_NAME, MOST_ADMINISTRATORS } from '../../shared/directory/administrators.ts'
import type { Administrators } from '../../shared/directory/ports.ts'
import { route } from '../../shared/http/route.ts'
import type { BoardApiPorts } from './ports.ts'

const path = '/v1/boards/{boardId}/administrators'

const fault = (code: string, detail?: string) => ({ params: { code, ...(detail && { detail }) } })

const name = z
  .pipe(
    z.string(),
    z.transform(text => text.trim()),
  )
  .check(
    z.refine(text => text.length > 0, fault('text-empty')),
    z.refine(
      text => !/\p{Cc}|\p{Cs}/u.test(text),
      fault('control-characters', 'Een naam staat op één regel.'),
    ),
    z.refine(
      text => [...text].length <= LONGEST_NAME,
      fault('text-too-long', `Gebruik hoogstens ${LONGEST_NAME} tekens.`),
    ),
  )

const email = z.string().check(z.refine(isEmail, fault('invalid-format', 'Verwacht werd een e-mailadres.')))

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
    handle: async ({ facts = { items: [], reminders: false } }) => ({ status: 200, body: bodyOf(facts) }),
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
    handle: async ({ params, body, now, caller, traceId }) => {
      await directory.saveAdministrators(params.boardId, body, { at: now, by: caller.name, traceId })
      return { status: 200, body: bodyOf(body) }
    },
  })

const bodyOf = ({ items, reminders }: Administrators) => ({ items, reminders })
