import * as z from 'zod/mini'
import { type BoardId, isBoardId, isSchoolId } from '../directory/identifiers.ts'
import { correctedName } from '../platform/names.ts'
import type { Caller, Role } from './policy.ts'

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

const claims: { [Of in Role]: z.ZodMiniType<Caller & { role: Of }> } = {
  school: z.pipe(
    z.object({ ...person, role: z.literal('school'), schools, board: nothing }),
    z.transform(({ sub, name, role, schools }) => ({ sub, name, role, schools })),
  ),
  board: z.pipe(
    z.object({
      ...person,
      role: z.literal('board'),
      board: z.custom<BoardId>(isBoardId),
      schools: noSchools,
    }),
    z.transform(({ sub, name, role, board }) => ({ sub, name, role, board })),
  ),
  operator: z.pipe(
    z.object({ ...person, role: z.literal('operator'), schools: noSchools, board: nothing }),
    z.transform(({ sub, name, role }) => ({ sub, name, role })),
  ),
}

const anyClaims = z.union(Object.values(claims))

/** The caller a verified token names; undefined where its claims are missing, of another type, or of two roles. */
export const callerFrom = (payload: unknown): Caller | undefined => anyClaims.safeParse(payload).data
