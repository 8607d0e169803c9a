import createClient from 'openapi-fetch'
import type { paths } from '../client/doorlevering.ts'
import { networkBack } from './connection.ts'
import type {
  Administrators,
  Calendar,
  ConsentAnswers,
  DeliveryFilters,
  Fault,
  ImportKind,
  Level,
  ProblemDetails,
  SchoolFilters,
} from './shapes.ts'
import { dayAfter } from './wording.ts'

/** The API said no, or could not be reached (status 0). */
export class Refusal extends Error {
  readonly problem: ProblemDetails

  constructor(problem: ProblemDetails) {
    super(problem.code)
    this.problem = problem
  }
}

/** What the API said no to; what is no refusal is a fault of this page, and is thrown on. */
export const whyRefused = (error: unknown): ProblemDetails => {
  if (error instanceof Refusal) return error.problem
  throw error
}

export type Api = ReturnType<typeof apiFor>

const list = '/schools/{schoolId}/monitorings'
const one = '/schools/{schoolId}/monitorings/{schoolYear}'

/** Where the token of a call comes from, and new ones. */
interface Authorization {
  accessToken(): string
  renew(): Promise<void>
}

/** The public HTTP API as one person sees it. Every call throws a `Refusal` where it is not answered with success. */
export const apiFor = (authorization: Authorization) => {
  const send = authorized(authorization)
  let answeredAt: string | null = null
  const client = createClient<paths, 'application/json'>({
    baseUrl: '/v1',
    cache: 'no-store',
    fetch: async request => {
      const response = await send(request)
      answeredAt = response.headers.get('Date')
      return response
    },
  })
  const of = (schoolId: string, schoolYear: string) => ({ params: { path: { schoolId, schoolYear } } })
  /** A document under one of the media types in which the API has it; 406 where it has it not. */
  const file = (mediaType: string) => ({ headers: { Accept: mediaType }, parseAs: 'blob' }) as const
  return {
    /** The day after today by the clock of the service, which need not be that of this computer; '' where it does not tell. */
    tomorrow: () => (answeredAt === null ? '' : dayAfter(answeredAt)),
    monitorings: async (schoolId: string) =>
      (await answered(client.GET(list, { params: { path: { schoolId } } }))).items,
    monitoring: (schoolId: string, year: string) => answered(client.GET(one, of(schoolId, year))),
    overview: async (boardId: string, schoolYear: string) =>
      (await answered(client.GET(overview, { params: { path: { boardId }, query: { schoolYear } } }))).items,
    overviewFile: (boardId: string, schoolYear: string, mediaType: string) => {
      const params = { path: { boardId }, query: { schoolYear } }
      return answered(client.GET(overview, { params, ...file(mediaType) }))
    },
    /** School years with a delivery window, newest first. */
    schoolYears: async () => (await answered(client.GET('/school-years'))).items,
    schools: (query: SchoolFilters) => answered(client.GET('/schools', { params: { query } })),
    administrators: (boardId: string) =>
      versioned(client.GET(administrators, { params: { path: { boardId } } })),
    /** Replaces them all; 412 where they are not `version` any more. */
    saveAdministrators: (boardId: string, body: Administrators, version: string) => {
      const params = { path: { boardId }, header: { 'If-Match': version } }
      return versioned(client.PUT(administrators, { params, body }))
    },
    calendar: (schoolYear: string) => versioned(client.GET(calendar, { params: { path: { schoolYear } } })),
    /** Replaces all its windows; 412 where they are not `version` any more. */
    saveCalendar: (schoolYear: string, body: Calendar, version: string) => {
      const params = { path: { schoolYear }, header: { 'If-Match': version } }
      return versioned(client.PUT(calendar, { params, body }))
    },
    health: () => answered(client.GET('/health')),
    createImport: (kind: ImportKind) => answered(client.POST('/imports', { body: { kind } })),
    importState: (importId: string) =>
      answered(client.GET('/imports/{importId}', { params: { path: { importId } } })),
    deliveries: (query: DeliveryFilters) => answered(client.GET('/deliveries', { params: { query } })),
    delivery: (schoolId: string, year: string) => answered(client.GET(`${one}/delivery`, of(schoolId, year))),
    retryDelivery: (deliveryId: string) =>
      answered(client.POST('/deliveries/{deliveryId}/attempts', { params: { path: { deliveryId } } })),

    /** That of now, or the one with that digest. */
    report: (schoolId: string, schoolYear: string, level: Level, digest?: string) => {
      const query = digest === undefined ? {} : { digest }
      const params = { path: { schoolId, schoolYear, level }, query }
      return answered(client.GET(`${one}/reports/{level}`, { params }))
    },
    reportFile: (schoolId: string, schoolYear: string, level: Level, mediaType: string) => {
      const params = { path: { schoolId, schoolYear, level } }
      return answered(client.GET(`${one}/reports/{level}`, { params, ...file(mediaType) }))
    },
    events: async (schoolId: string, year: string) =>
      (await answered(client.GET(`${one}/events`, of(schoolId, year)))).items,
    consent: (schoolId: string, year: string) => answered(client.GET(`${one}/consent`, of(schoolId, year))),
    payloadFile: (schoolId: string, year: string, mediaType: string) =>
      answered(client.GET(`${one}/delivery/payload`, { ...of(schoolId, year), ...file(mediaType) })),

    /** Gives (from nothing), or changes or gives again (from the version that was read). */
    save: (schoolId: string, schoolYear: string, answers: ConsentAnswers, startsFrom: number | null) => {
      const header = startsFrom === null ? { 'If-None-Match': '*' } : { 'If-Match': `"${startsFrom}"` }
      const params = { path: { schoolId, schoolYear }, header }
      // Whether the answers are complete is for the API to judge, so they need not be of its type yet.
      return answered(client.PUT(`${one}/consent`, { params, body: answers as never }))
    },

    withdraw: (schoolId: string, schoolYear: string, startsFrom: number) => {
      const header = { 'If-Match': `"${startsFrom}"` }
      return answered(client.DELETE(`${one}/consent`, { params: { path: { schoolId, schoolYear }, header } }))
    },
  }
}

/**
 * A call whose token has run out did nothing: it is made once more, with a new one. What may be repeated as it was without
 * doing it twice is sent again when a lost network is back.
 */
const authorized =
  ({ accessToken, renew }: Authorization) =>
  async (request: Request): Promise<Response> => {
    const send = async (): Promise<Response> => {
      const attempt = request.clone()
      attempt.headers.set('Authorization', `Bearer ${accessToken()}`)
      try {
        return await fetch(attempt)
      } catch {
        await chanceToRepeat(request)
        return send()
      }
    }
    const response = await send()
    if (response.status !== 401) return response
    await renew()
    return send()
  }

/** Waits for the network; refuses where it is there, where a second time could do it twice, and where it is not wanted any more. */
const chanceToRepeat = async ({ method }: Request): Promise<void> => {
  if (navigator.onLine) throw new Refusal(method === 'GET' ? unreachable : unanswered)
  if (method !== 'PUT' && method !== 'DELETE') throw new Refusal(unreachable)
  if (!(await networkBack())) throw new Refusal(stopped)
}

const overview = '/boards/{boardId}/monitorings'
const administrators = '/boards/{boardId}/administrators'
const calendar = '/school-years/{schoolYear}'

interface Answer<Data> {
  data?: Data
  error?: unknown
  response: Response
}

/** What can be replaced, with the version that a replacement starts from. */
export interface Versioned<Data> {
  data: Data
  version: string
}

const versioned = async <Data>(call: Promise<Answer<Data>>): Promise<Versioned<Data>> => {
  const data = await answered(call)
  const { response } = await call
  return { data, version: response.headers.get('ETag') ?? '' }
}

const answered = async <Data>(call: Promise<Answer<Data>>): Promise<Data> => {
  const answer = await call.catch((error: unknown) => {
    throw error instanceof Refusal ? error : new Refusal(unreachable)
  })
  if (answer.response.status === 401) throw new Refusal(sessionEnded)
  if (answer.data === undefined) throw new Refusal(problemOf(answer))
  return answer.data
}

export const sessionEnded: ProblemDetails = {
  status: 401,
  code: 'session-ended',
  title: 'Uw sessie is afgelopen',
  detail: 'Meld u opnieuw aan. Daarna komt u terug op deze plek.',
}

export const unreachable: ProblemDetails = {
  status: 0,
  code: 'unreachable',
  title: 'Er is geen verbinding',
  detail: 'Controleer uw verbinding en probeer het opnieuw.',
}

/** What was asked may have been done. */
const unanswered: ProblemDetails = {
  status: 0,
  code: 'unanswered',
  title: 'Wij kregen geen antwoord',
  detail: 'Misschien is het al opgeslagen of ingetrokken.',
}

/** The first attempt may have arrived. */
const stopped: ProblemDetails = {
  status: 0,
  code: 'stopped',
  title: 'Uw opdracht wordt niet meer verstuurd',
  detail: 'Er is geen verbinding.',
}

/** A gateway may answer with something else than problem details. */
const problemOf = ({ error, response }: Answer<unknown>): ProblemDetails => {
  const problem: ProblemDetails = {
    code: 'unknown',
    title: 'Er ging iets mis',
    detail: 'Probeer het over een paar minuten opnieuw.',
    ...(typeof error === 'object' ? error : {}),
    status: response.status,
  }
  return problem.errors ? { ...problem, ...inWords(problem.errors) } : problem
}

/** The API tells of a message, which people do not know. */
const inWords = (errors: readonly Fault[]): Pick<ProblemDetails, 'title' | 'detail'> => ({
  title: 'Niet alles is goed ingevuld',
  detail: errors.map(({ detail }) => detail).join(' '),
})
