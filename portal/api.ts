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

/** The public HTTP API as one person sees it. Every call throws a `Refusal` where it is not answered with success. */
export const apiFor = (token: string) => {
  const call = async (path: string, init: RequestInit = {}): Promise<Response> => {
    const headers = { Authorization: `Bearer ${token}`, ...init.headers }
    const response = await fetch(path, { ...init, headers, cache: 'no-store' }).catch(() => undefined)
    if (!response) throw new Refusal(unreachable)
    if (!response.ok) throw new Refusal(await problemOf(response))
    return response
  }
  const read = async <Shape>(path: string): Promise<Shape> => (await call(path)).json()
  const items = async <Item>(path: string): Promise<readonly Item[]> =>
    (await read<{ items: readonly Item[] }>(path)).items

  return {
    monitorings: (schoolId: string) => items<Monitoring>(schoolPath(schoolId)),
    monitoring: (schoolId: string, schoolYear: string) => read<Monitoring>(schoolPath(schoolId, schoolYear)),
    overview: (boardId: string, schoolYear: string) => items<OverviewItem>(overviewPath(boardId, schoolYear)),
    report: (schoolId: string, schoolYear: string, level: Level) =>
      read<Report>(reportPath(schoolId, schoolYear, level)),
    events: (schoolId: string, schoolYear: string) =>
      items<EventView>(`${schoolPath(schoolId, schoolYear)}/events`),
    consent: (schoolId: string, schoolYear: string) =>
      read<ConsentView>(`${schoolPath(schoolId, schoolYear)}/consent`),

    /** Gives (from nothing), or changes or gives again (from the version that was read). */
    async save(schoolId: string, schoolYear: string, answers: ConsentAnswers, startsFrom: number | null) {
      await call(`${schoolPath(schoolId, schoolYear)}/consent`, {
        method: 'PUT',
        headers: { 'Content-Type': 'application/json', ...precondition(startsFrom) },
        body: JSON.stringify(answers),
      })
    },

    async withdraw(schoolId: string, schoolYear: string, startsFrom: number) {
      const headers = precondition(startsFrom)
      await call(`${schoolPath(schoolId, schoolYear)}/consent`, { method: 'DELETE', headers })
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
