import type {
  ConsentAnswers,
  ConsentView,
  EventView,
  Level,
  Monitoring,
  OverviewItem,
  ProblemDetails,
  Report,
} from './shapes.ts'

/** The API said no, or could not be reached (status 0). */
export class Refusal extends Error {
  readonly problem: ProblemDetails

  constructor(problem: ProblemDetails) {
    super(problem.code)
    this.problem = problem
  }
}

export type Api = ReturnType<typeof apiFor>

/** Every call throws a `Refusal` where it is not answered with success. */
const callsWith = (token: string) => {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Authorization: `Bearer ${token}`, ...init.headers }
    const response = await fetch(path, { ...init, headers, cache: 'no-store' }).catch(() => undefined)
    if (!response) throw new Refusal(unreachable)
    if (!response.ok) throw new Refusal(await problemOf(response))
    return response
  }
  const read = async <Shape>(path: string): Promise<Shape> => (await call(path)).json()
  const list = async <Item>(path: string) => (await read<{ items: readonly Item[] }>(path)).items
  return { call, read, list }
}

/** The public HTTP API as one person sees it. */
export const apiFor = (token: string) => {
  const { call, read, list } = callsWith(token)
  return {
    monitorings: (schoolId: string) => list<Monitoring>(schoolPath(schoolId)),
    monitoring: (schoolId: string, year: string) => read<Monitoring>(schoolPath(schoolId, year)),
    overview: (boardId: string, year: string) => list<OverviewItem>(overviewPath(boardId, year)),
    report: (schoolId: string, year: string, level: Level) => read<Report>(reportPath(schoolId, year, level)),
    events: (schoolId: string, year: string) => list<EventView>(`${schoolPath(schoolId, year)}/events`),
    consent: (schoolId: string, year: string) => read<ConsentView>(consentPath(schoolId, year)),

    /** Gives (from nothing), or changes or gives again (from the version that was read). */
    async save(schoolId: string, year: string, answers: ConsentAnswers, startsFrom: number | null) {
      const headers = { 'Content-Type': 'application/json', ...precondition(startsFrom) }
      await call(consentPath(schoolId, year), { method: 'PUT', headers, body: JSON.stringify(answers) })
    },

    async withdraw(schoolId: string, year: string, startsFrom: number) {
      await call(consentPath(schoolId, year), { method: 'DELETE', headers: precondition(startsFrom) })
    },

    /** A document under one of the media types in which the API has it; 406 where it has it not. */
    file: async (path: string, mediaType: string): Promise<Blob> =>
      (await call(path, { headers: { Accept: mediaType } })).blob(),
  }
}

export const schoolPath = (schoolId: string, schoolYear?: string): string => {
  const list = `/v1/schools/${encodeURIComponent(schoolId)}/monitorings`
  return schoolYear === undefined ? list : `${list}/${encodeURIComponent(schoolYear)}`
}

const consentPath = (schoolId: string, schoolYear: string): string =>
  `${schoolPath(schoolId, schoolYear)}/consent`

export const reportPath = (schoolId: string, schoolYear: string, level: Level): string =>
  `${schoolPath(schoolId, schoolYear)}/reports/${level}`

export const overviewPath = (boardId: string, schoolYear: string): string =>
  `/v1/boards/${encodeURIComponent(boardId)}/monitorings?${new URLSearchParams({ schoolYear })}`

const precondition = (startsFrom: number | null): Record<string, string> =>
  startsFrom === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${startsFrom}"` }

const unreachable: ProblemDetails = {
  status: 0,
  code: 'unreachable',
  title: 'Er is geen verbinding',
  detail: 'Controleer uw verbinding en probeer het opnieuw.',
}

/** A gateway may answer with something else than problem details. */
const problemOf = async (response: Response): Promise<ProblemDetails> => {
  const body: Partial<ProblemDetails> = await response.json().catch(() => ({}))
  return {
    code: 'unknown',
    title: 'Er ging iets mis',
    detail: 'Probeer het over een paar minuten opnieuw.',
    ...body,
    status: response.status,
  }
}
