import * as z from 'zod/mini'
import { type BoardId, isBoardId, isSchoolId, type SchoolId } from '../directory/identifiers.ts'
import { correctedName } from '../platform/names.ts'

export type Role = 'school' | 'board' | 'operator'

/** Who calls: a person of a school, of a board, or an operator, as the token says. */
export type Caller = { sub: string; name: string } & (
  | { role: 'school'; schools: readonly SchoolId[] }
  | { role: 'board'; board: BoardId }
  | { role: 'operator' }
)

const person = {
  sub: z.string().check(
    z.minLength(1),
    z.maxLength(255),
    z.refine(sub => sub.isWellFormed()),
  ),
  name: correctedName,
  scope: z.string().check(z.refine(scope => scope.split(' ').includes('monitoring'))),
}

/** The claim of another role: absent, or there and without a value. */
const nothing = z.optional(z.union([z.null(), z.literal(''), z.array(z.unknown()).check(z.maxLength(0))]))

/** Codes of schools, of which those that are none are passed over. */
const schools = z.pipe(
  z.array(z.unknown()),
  z.transform(codes => codes.filter(isSchoolId)),
)

const noSchools = z.union([nothing, schools.check(z.maxLength(0))])

const claims = z.discriminatedUnion('role', [
  z.object({
    ...person,
    role: z.literal('school'),
    schools,
    board: nothing,
  }),
  z.object({
    ...person,
    role: z.literal('board'),
    board: z.custom<BoardId>(isBoardId),
    schools: noSchools,
  }),
  z.object({ ...person, role: z.literal('operator'), schools: noSchools, board: nothing }),
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
