import type { PlannedSchool } from '../survey/plan.ts'
import type { LocalEnvironment } from './local-environment.ts'

const SCHOOL_YEAR = '2026-2027'
const DATE = '2027-07-01'
const AT_ONCE = 16

const terms = {
  boardApproval: true,
  boardNotification: true,
  level: 'education-type',
  deliveryDate: DATE,
  conduct: {
    representative: true,
    surveyedGroup: 'Alle leerlingen van leerjaar 1 tot en met 4, alle onderwijssoorten.',
    anonymous: true,
  },
}

/** The one date of the school year, for all. */
export const setCalendar = (local: LocalEnvironment, operator: string): Promise<unknown> =>
  local.call('PUT', `/v1/school-years/${SCHOOL_YEAR}`, {
    token: operator,
    body: { deliveryWindows: [{ fromDate: DATE, untilDate: DATE, eligibility: 'all' }] },
  })

/** A consent of every school with results, until all mails are sent and all deliveries are planned. */
export const giveConsents = async (
  local: LocalEnvironment,
  schools: readonly PlannedSchool[],
): Promise<void> => {
  const surveyed = schools.filter(({ groups }) => groups.some(({ respondents }) => respondents > 0))
  const tokens = await boardTokens(local, surveyed)
  const queue = surveyed.values()
  const giveSome = async (): Promise<void> => {
    for (const { schoolId, boardId } of queue)
      await local.call('PUT', `/v1/schools/${schoolId}/monitorings/${SCHOOL_YEAR}/consent`, {
        token: tokens.get(boardId) ?? '',
        headers: { 'If-None-Match': '*' },
        body: terms,
      })
  }
  await Promise.all(Array.from({ length: AT_ONCE }, giveSome))
  await local.call('GET', '/_local/idle')
}

const boardTokens = async (
  local: LocalEnvironment,
  schools: readonly PlannedSchool[],
): Promise<ReadonlyMap<string, string>> => {
  const tokens = new Map<string, string>()
  for (const boardId of new Set(schools.map(school => school.boardId)))
    tokens.set(boardId, await local.tokenFor({ role: 'board', name: `Bestuur ${boardId}`, board: boardId }))
  return tokens
}

/** Lets the date come and pass; throws where a delivery is still open after it. */
export const deliverAll = async (local: LocalEnvironment, operator: string): Promise<void> => {
  await local.call('PUT', '/_local/clock', { body: { now: `${DATE}T08:00:00+02:00` } })
  const ended = await deliveriesByStatus(local, operator)
  const open = [...ended.keys()].filter(status => status !== 'delivered' && status !== 'nothing-to-deliver')
  if (open.length > 0 || ended.size === 0)
    throw new Error(`deliveries are ${open.join(', ')} after their date`)
}

interface Page {
  items: readonly { status: string }[]
  nextCursor: string | null
}

const deliveriesByStatus = async (
  local: LocalEnvironment,
  token: string,
): Promise<ReadonlyMap<string, number>> => {
  const numbers = new Map<string, number>()
  let cursor: string | null = ''
  while (cursor !== null) {
    const query = new URLSearchParams({ schoolYear: SCHOOL_YEAR, ...(cursor && { cursor }) })
    const page: Page = await local.call('GET', `/v1/deliveries?${query}`, { token })
    for (const { status } of page.items) numbers.set(status, (numbers.get(status) ?? 0) + 1)
    cursor = page.nextCursor
  }
  return numbers
}
