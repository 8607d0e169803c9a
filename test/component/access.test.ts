import { beforeAll, describe, expect, it } from 'vitest'
import { pick, type Random, randomOf } from '../../scripts/survey/random.ts'
import type { BoardId } from '../../shared/directory/identifiers.ts'
import { instantFrom } from '../../shared/platform/time.ts'
import type { Answer } from '../support/api/answer.ts'
import { loadFixture, schools, YEAR } from '../support/api/fixture.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, type Claims, operator, schoolUser } from '../support/api/people.ts'
import { type ContractRoute, filled, nameOf, type Role, routes } from '../support/api/routes.ts'
import type { Problem } from '../support/api/shapes.ts'
import { type TestApi, testApi } from '../support/api/test-api.ts'
import { figure, sizeOf } from '../support/figures.ts'

type Api = Pick<TestApi, 'request' | 'save' | 'imports' | 'clock' | 'directory' | 'calendar' | 'store'>

/** Everything there is to see: consents in force, an import, results of all. */
const furnish = async (api: Api): Promise<void> => {
  await loadFixture(api)
  for (const { schoolId } of [schools.vo, schools.foreign]) await api.save(schoolId)
  await api.imports.create({
    importId: 'import-1',
    kind: 'pupils',
    status: 'awaiting-upload',
    rows: 0,
    schools: 0,
    errorCount: 0,
    errors: [],
    createdAt: api.clock(),
    expiresAt: instantFrom('2027-05-11T15:03:00+02:00'),
    startedAt: null,
    uploadVersion: null,
    judged: false,
  })
}

const callers = {
  nobody: undefined,
  school: schoolUser('99AA00'),
  board: boardUser('99001'),
  operator: operator(),
} as const satisfies Record<Role | 'nobody', Claims | undefined>
type CallerName = keyof typeof callers

const whose = ['own', 'foreign', 'missing', 'badly formed'] as const
type Whose = (typeof whose)[number]

const parametersOf: Readonly<Record<Whose, Readonly<Record<string, string>>>> = {
  own: {},
  foreign: {
    schoolId: '99BA00',
    boardId: '99002',
    questionnaire: 'LTO-PO',
    deliveryId: '99BA00_2026-2027_1',
  },
  missing: {
    schoolId: '99ZZ99',
    boardId: '99999',
    importId: 'import-404',
    deliveryId: '99ZZ99_2026-2027_1',
  },
  'badly formed': {
    schoolId: '99aa00',
    boardId: '9900',
    questionnaire: 'lto-vo',
    importId: 'import%201',
    deliveryId: '99AA00',
  },
}

type Verdict = 'unauthenticated' | 'not-found' | 'forbidden' | 'let through'

/** What the document says of such a caller: refused for want of a token, for reach, for role, or let through. */
const verdictOf = ({ reach, roles, path }: ContractRoute, caller: CallerName, which: Whose): Verdict => {
  if (caller === 'nobody') return 'unauthenticated'
  const exists = which === 'own' || which === 'foreign'
  const reached = {
    school: caller === 'operator' ? exists : which === 'own',
    board: caller === 'operator' ? exists : caller === 'board' && which === 'own',
    all: true,
  }
  if (!reached[reach]) return 'not-found'
  if (!roles.includes(caller)) return 'forbidden'
  return exists || !/\{(importId|deliveryId)\}/.test(path) ? 'let through' : 'not-found'
}

const seenAs = ({ status, body }: Answer): Verdict => {
  const code = status < 400 ? undefined : body.code
  return code === 'unauthenticated' || code === 'not-found' || code === 'forbidden' ? code : 'let through'
}

const send = (
  api: Api,
  { method, path, body, headers }: ContractRoute,
  as: Claims | undefined,
  parameters: Readonly<Record<string, string>>,
) =>
  api.request<Problem>({
    method,
    path: filled(path, parameters),
    ...(as && { as }),
    ...(body !== undefined && { body }),
    ...(headers && { headers }),
  })

const cells = routes.flatMap(route =>
  (Object.keys(callers) as CallerName[]).flatMap(caller =>
    whose.map(which => ({
      title: `${nameOf(route)} of ${which} data, by ${caller}`,
      route,
      caller,
      which,
      verdict: verdictOf(route, caller, which),
    })),
  ),
)

describe('the matrix of roles, data and operations, as the document has it', () => {
  const furnished = async (): Promise<Api> => {
    const api = testApi()
    await furnish(api)
    return api
  }
  let untouched: Api
  beforeAll(async () => {
    untouched = await furnished()
  })

  it.each(cells)('$title is $verdict', async ({ route, caller, which, verdict }) => {
    // What is refused, or only reads, changes nothing for the others.
    const changes = verdict === 'let through' && route.method !== 'GET'
    const api = changes ? await furnished() : untouched
    const answer = await send(api, route, callers[caller], parametersOf[which])
    expect(seenAs(answer)).toBe(verdict)
    expect(answer.status).toBeLessThan(500)
  })

  it('has a cell for every operation, caller and owner', ({ task }) => {
    expect(cells).toHaveLength(routes.length * 4 * 4)
    expect(new Set(cells.map(({ verdict }) => verdict)).size).toBe(4)
    figure(task, `access: ${cells.length} cells of operations, callers and owners, each as documented`)
  })

  /** An operator may not change a consent, but may know that there is one. */
  const hidden = cells.filter(
    ({ route, which, caller, verdict }) =>
      which === 'foreign' &&
      (verdict === 'not-found' || verdict === 'forbidden') &&
      verdict === verdictOf(route, caller, 'missing'),
  )
  const blind = (answer: Answer) => ({
    ...answer,
    text: answer.text.replace(answer.body.instance, ''),
    body: {},
  })
  it.each(hidden)('answers byte for byte as of what does not exist: $title', async ({ route, caller }) => {
    const [foreign, missing, badlyFormed] = await Promise.all(
      (['foreign', 'missing', 'badly formed'] as const).map(which =>
        send(untouched, route, callers[caller], parametersOf[which]),
      ),
    )
    expect(blind(foreign!)).toEqual(blind(missing!))
    expect(blind(badlyFormed!)).toEqual(blind(missing!))
  })
})

const everySchool = Object.values(schools)
const everyBoard = [...new Set(everySchool.map(({ boardId }) => boardId))]
const bounded = routes.filter(({ reach }) => reach !== 'all')

/** Somebody of a school or two, or of a board, and what they may and may not see. */
const somebody = (random: Random) => {
  const board = pick(random, everyBoard as [BoardId, ...BoardId[]])
  const ofBoard = everySchool.filter(({ boardId }) => boardId === board)
  if (random() < 0.5) return { as: boardUser(board), schools: ofBoard, boards: [board] }
  const own = everySchool.filter(() => random() < 0.3).slice(0, 3)
  return { as: schoolUser(own.map(({ schoolId }) => schoolId)), schools: own, boards: [] }
}

/** An id that is not theirs, as it is or made up to look like another. `own` is theirs. */
const disguises: readonly ((id: string, own: string) => string)[] = [
  id => id,
  id => id,
  id => id.toLowerCase(),
  id => [...id].map(letter => `%${letter.charCodeAt(0).toString(16)}`).join(''),
  id => `${id}%00`,
  id => `%20${id}`,
  id => `${id}%0A`,
  () => '%',
  () => '%E0%A4%A',
  () => '__proto__',
  id => id.replace('A', '%EF%BC%A1'),
  (id, own) => `${own},${id}`,
  (id, own) => `${own};${id}`,
  (id, own) => `${own}%2F..%2F${id}`,
  (id, own) => `${own}/../${id}`,
  (id, own) => `${id}?schoolId=${own}&boardId=${own}`,
  (id, own) => `${id}%3FschoolId=${own}`,
  (id, own) => `${id}#${own}`,
]

const claimed = (random: Random, own: string): Record<string, string> =>
  random() < 0.5
    ? {}
    : {
        'x-school-id': own,
        'x-board-id': own,
        'x-original-url': paths.monitoring(own),
        'x-http-method-override': 'GET',
        forwarded: `for=127.0.0.1;host=${own}`,
      }

/** A request for something outside the caller's reach. */
const tryOf = (random: Random) => {
  const { as, schools: own, boards } = somebody(random)
  const route = pick(random, bounded as [(typeof bounded)[number], ...typeof bounded])
  const ids = route.reach === 'school' ? own.map(({ schoolId }) => schoolId) : boards
  const all = route.reach === 'school' ? everySchool.map(({ schoolId }) => schoolId) : everyBoard
  const theirs = [...all.filter(id => !(ids as readonly string[]).includes(id)), missingId[route.reach]]
  const mine = ids[0] ?? missingId[route.reach]
  const id = pick(random, disguises as [(typeof disguises)[0], ...typeof disguises])(
    pick(random, theirs as [string, ...string[]]),
    mine,
  )
  const body = route.body === undefined ? undefined : { ...route.body, schoolId: mine, boardId: mine }
  return {
    as,
    method: route.method,
    path: filled(route.path, { schoolId: id, boardId: id }),
    headers: { ...route.headers, ...claimed(random, mine) },
    ...(body && { body: random() < 0.5 ? body : route.body }),
  }
}

const missingId = { school: '99ZZ99', board: '99999', all: '' }

describe('somebody who tries the schools and boards of others', () => {
  const tries = sizeOf({ usually: 5_000, campaign: 100_000 })
  const seed = 'others'

  it(`gets the same answer ${tries} times`, async ({ task }) => {
    const api = testApi()
    await furnish(api)
    const state = async () => [
      await Promise.all(
        everySchool.map(({ schoolId }) => api.events.history({ schoolId, schoolYear: YEAR })),
      ),
      await Promise.all(everyBoard.map(board => api.directory.administrators(board))),
    ]
    const before = await state()
    const random = randomOf(seed)
    const through: unknown[] = []
    const answers = new Set<string>()
    for (let number = 0; number < tries; number += 1) {
      const request = tryOf(random)
      const { status, text, body } = await api.request<Problem>(request)
      answers.add(text.replace(JSON.stringify(body?.instance), ''))
      if (status !== 404 || body.code !== 'not-found') through.push({ number, request, status })
    }
    expect(through).toEqual([])
    expect(answers.size).toBe(1)
    expect(await state()).toEqual(before)
    figure(task, `access: ${tries} tries at data of others, ${through.length} through (seed ${seed})`)
  }, 120_000)

  it('is let through to their own by the same requests', async () => {
    const api = testApi()
    await furnish(api)
    for (const route of bounded) {
      const [role] = route.roles
      const as = callers[role!]
      expect(seenAs(await send(api, route, as, {}))).toBe('let through')
    }
  })
})
