import fc from 'fast-check'
import type { SchoolId } from '../../../shared/directory/identifiers.ts'
import { spoiled, valuesOf } from '../../support/api/arbitraries.ts'
import type { Operation } from '../../support/api/documented.ts'
import { schools } from '../../support/api/fixture.ts'
import { boardUser, type Claims, operator, schoolUser } from '../../support/api/people.ts'
import { type ContractRoute, operationOf, routes } from '../../support/api/routes.ts'

const ownSchools = ['99AA00', '99AB00', '99AC00', '99AD00'] as SchoolId[]

const people: Readonly<Record<string, Claims>> = {
  school: schoolUser(ownSchools),
  board: boardUser('99001'),
  operator: operator(),
}

const maybe = <Value>(values: fc.Arbitrary<Value>) => fc.option(values, { nil: undefined })

/** Mostly nothing: most parts of a request are as they should be. */
const sometimes = <Value>(odd: fc.Arbitrary<Value>) =>
  fc.oneof({ weight: 5, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: odd })

const bodiesOf = ({ requestBody }: Operation): fc.Arbitrary<unknown> => {
  if (!requestBody) return fc.constant(undefined)
  const valid = valuesOf(requestBody.content['application/json'].schema)
  return fc.oneof({ weight: 2, arbitrary: valid }, { weight: 3, arbitrary: spoiled(valid) })
}

const anyText = fc.string({ unit: 'binary', maxLength: 12 }).map(text => text.toWellFormed())

const queriesOf = ({ parameters }: Operation): fc.Arbitrary<Record<string, string | undefined>> =>
  fc.record(
    Object.fromEntries(
      parameters
        .filter(parameter => parameter.in === 'query')
        .map(({ name, schema }) => [
          name,
          maybe(fc.oneof({ weight: 3, arbitrary: valuesOf(schema) as fc.Arbitrary<string> }, anyText)),
        ]),
    ),
  )

/** From who may, of what is theirs, in which only body, query and preconditions are any. */
const properOf = (route: ContractRoute) =>
  fc.record({
    kind: fc.constant('proper' as const),
    route: fc.constant(route),
    as: fc.constantFrom(...route.roles.map(role => people[role]!)),
    schoolId: fc.constantFrom(...ownSchools),
    level: fc.constantFrom('school', 'education-type'),
    body: bodiesOf(operationOf(route).operation),
    query: queriesOf(operationOf(route).operation),
    headers: fc.constantFrom<Record<string, string>>(
      { 'if-match': '"1"' },
      { 'if-match': '"2"' },
      { 'if-match': '"3"' },
      { 'if-none-match': '*' },
      {},
    ),
  })

/** Most of what can be wrong is in bodies. */
const proper = fc.oneof(...routes.map(route => ({ weight: route.body ? 3 : 1, arbitrary: properOf(route) })))

const oddCaller = fc
  .record(
    {
      sub: fc.string({ unit: 'binary' }).map(text => `sub-${text}`),
      name: fc.string({ unit: 'binary' }).map(text => `naam ${text}`),
      schools: fc.jsonValue(),
    },
    { requiredKeys: [] },
  )
  .map((changes): Claims => ({ ...schoolUser('99AA00'), ...changes }) as Claims)

const parameters = fc.dictionary(
  fc.constantFrom('schoolId', 'boardId', 'schoolYear', 'importId', 'deliveryId'),
  fc.oneof(
    fc.constantFrom('99AA00', '99BA00', '99ZZ99', '99001', '99002', '2025-2026', 'school', 'import-1'),
    fc
      .string({ unit: 'binary', minLength: 1, maxLength: 12 })
      .map(text => encodeURIComponent(text.toWellFormed())),
  ),
  { maxKeys: 2 },
)

const oddHeaders = fc.record(
  {
    'if-match': fc.oneof(fc.constantFrom('"1"', '*', 'W/"1"', '"1", "2"'), fc.string({ maxLength: 8 })),
    'if-none-match': fc.oneof(fc.constantFrom('*', '"1"'), fc.string({ maxLength: 4 })),
    accept: fc.oneof(
      fc.constantFrom('application/json', 'text/csv', '*/*', 'text/html;q=0.1'),
      fc.string({ maxLength: 20 }),
    ),
    'content-type': fc.oneof(fc.constantFrom('application/json', 'text/plain'), fc.string({ maxLength: 20 })),
  },
  { requiredKeys: [] },
)

/** Of which any part may be exchanged for another. */
const odd = fc.record({
  kind: fc.constant('odd' as const),
  route: fc.constantFrom(...routes),
  as: fc.oneof(fc.constantFrom(...Object.values(people), boardUser('99002')), sometimes(oddCaller)),
  method: sometimes(fc.constantFrom('PUT', 'POST', 'DELETE', 'PATCH', 'HEAD')),
  parameters: sometimes(parameters),
  headers: sometimes(oddHeaders),
  body: sometimes(
    fc.oneof(fc.jsonValue(), fc.uint8Array({ maxLength: 40 }), fc.constant(Buffer.alloc(65_537))),
  ),
})

/** A save or a withdrawal by somebody who read first, and chooses what is offered. */
const wellInformed = fc.record({
  kind: fc.constantFrom('save' as const, 'withdraw' as const),
  as: fc.constantFrom(people.school!, people.board!),
  schoolId: fc.constantFrom(...ownSchools),
  choice: fc.nat(),
})

/** What happens beside requests. */
const meanwhile = fc.record({
  kind: fc.constantFrom('deliver' as const, 'fail' as const, 'nothing' as const, 'wait' as const),
  days: fc.integer({ min: 1, max: 30 }),
  school: fc.constantFrom(schools.vo, schools.prozo, schools.four),
})

/** What is done to the service, in any order. */
export const steps = fc.oneof(
  { weight: 8, arbitrary: proper },
  { weight: 5, arbitrary: odd },
  { weight: 3, arbitrary: wellInformed },
  { weight: 2, arbitrary: meanwhile },
)

export type Step = typeof steps extends fc.Arbitrary<infer Any> ? Any : never
export type Proper = Extract<Step, { kind: 'proper' }>
export type Odd = Extract<Step, { kind: 'odd' }>
export type WellInformed = Extract<Step, { kind: 'save' | 'withdraw' }>
export type Meanwhile = Extract<Step, { days: number }>
