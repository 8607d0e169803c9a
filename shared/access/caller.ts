import * as z from 'zod/mini'
import { type BoardId, isBoardId, isSchoolId, type SchoolId } from '../directory/identifiers.ts'

export type Role = 'school' | 'board' | 'operator'

/** Who calls: a person of a school, of a board, or an operator, as the token says. */
export type Caller = { sub: string; name: string } & (
  | { role: 'school'; schools: readonly SchoolId[] }
  | { role: 'board'; board: BoardId }
  | { role: 'operator' }
)

/** A name stands on one line of mails and screens: 200 code points, nothing that breaks or turns the line. */
const onOneLine = (name: string): string =>
  [...name.replace(/[\p{Cc}\p{Cs}\u2028\u2029\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu, '')]
    .slice(0, 200)
    .join('')
    .trim()

const person = {
  sub: z.string().check(
    z.minLength(1),
    z.maxLength(255),
    z.refine(sub => sub.isWellFormed()),
  ),
  name: z.pipe(z.string(), z.transform(onOneLine)).check(z.refine(name => name.length > 0)),
  scope: z.string().check(z.refine(scope => scope.split(' ').includes('monitoring'))),
}

const absent = z.optional(z.undefined())

const claims = z.discriminatedUnion('role', [
  z.object({
    ...person,
    role: z.literal('school'),
    schools: z.array(z.custom<SchoolId>(isSchoolId)),
    board: absent,
  }),
  z.object({ ...person, role: z.literal('board'), board: z.custom<BoardId>(isBoardId), schools: absent }),
  z.object({ ...person, role: z.literal('operator'), schools: absent, board: absent }),
])

/** The caller a verified token names; undefined where its claims are missing, of another type, or of two roles. */
export const callerFrom = (payload: unknown): Caller | undefined => {
  const { success, data } = claims.safeParse(payload)
  if (!success) return undefined
  const { sub, name } = data
  switch (data.role) {
    case 'school':
      return { sub, name, role: data.role, schools: data.schools }
    case 'board':
      return { sub, name, role: data.role, board: data.board }
    case 'operator':
      return { sub, name, role: data.role }
  }
}
