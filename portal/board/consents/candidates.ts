import { obstacleInWords } from '../../../shared/consent/obstacles.ts'
import { listed } from '../../../shared/monitoring/in-words.ts'
import { THRESHOLD } from '../../../shared/monitoring/threshold.ts'
import { concurrently } from '../../../shared/platform/concurrently.ts'
import type { Api } from '../../api.ts'
import type { ConsentView, Level, LevelView, Monitoring, OverviewItem } from '../../shapes.ts'
import { statusLabel } from '../../status.ts'
import type { Visit } from '../../visit.ts'
import { capitalized, schoolsInWords } from '../../wording.ts'

/** Schools that are read at the same time. */
const AT_ONCE = 4

export interface ClosedSchool {
  schoolName: string
  schoolId: string
  why: string
}

/** A school that can be given consent for now. */
export interface Candidate extends Monitoring {
  /** Figures that came after its consent in force. */
  hasNewFigures: boolean
  /** At which nothing would be delivered now: no group is large enough. */
  emptyLevels: readonly Level[]
}

/** The schools of a board that can be given consent for now, and why the others cannot. */
export interface Candidates {
  open: readonly Candidate[]
  closed: readonly ClosedSchool[]
}

/** The overview tells most of those that are closed; of the others the levels and dates are read, each by itself. */
export const candidatesIn = async (
  { api, loading }: Visit,
  items: readonly OverviewItem[],
  schoolYear: string,
): Promise<Candidates> => {
  const read = new Map<string, Candidate>()
  const maybe = items.filter(item => whyClosed(item) === undefined)
  await concurrently(AT_ONCE, maybe, async ({ schoolId, warnings = [] }) => {
    const monitoring = await api.monitoring(schoolId, schoolYear)
    const hasNewFigures = warnings.includes('results-changed')
    read.set(schoolId, { ...monitoring, hasNewFigures, emptyLevels: await emptyLevelsOf(api, monitoring) })
    loading.tell(read.size, maybe.length, `${read.size} van ${schoolsInWords(maybe.length)} opgehaald`)
  })
  const open: Candidate[] = []
  const closed: ClosedSchool[] = []
  for (const item of items) {
    const monitoring = read.get(item.schoolId)
    const why = whyClosed(monitoring ?? item) ?? (monitoring && whyLocked(monitoring))
    if (why !== undefined) closed.push({ schoolName: item.schoolName, schoolId: item.schoolId, why })
    else if (monitoring) open.push(monitoring)
  }
  return { open, closed }
}

/** Reads a report only where the counts leave it open, which is of very small schools. */
const emptyLevelsOf = async (api: Api, monitoring: Monitoring): Promise<readonly Level[]> => {
  const { schoolId, schoolYear, levels } = monitoring
  const empty: Level[] = []
  for (const state of levels.filter(one => mayBeEmpty(monitoring, one))) {
    const { document } = await api.report(schoolId, schoolYear, state.level)
    if (document.groups.length === 0) empty.push(state.level)
  }
  return empty
}

/** Whether all respondents may be in groups that are withheld. */
const mayBeEmpty = ({ results }: Monitoring, { digest, withheld }: LevelView): boolean =>
  digest !== null &&
  results.every(({ questionnaire, respondents }) => {
    const small = withheld.filter(group => group.questionnaire === questionnaire).length
    return respondents === null || respondents <= small * (THRESHOLD - 1)
  })

/** What a save would replace. */
export const consentInForce = ({ status, consent }: Monitoring): ConsentView | null =>
  status === 'consent-given' ? consent : null

/** Why a school cannot take part, as far as the overview tells. */
export const whyClosed = ({
  status,
  obstacles,
}: Pick<OverviewItem, 'status' | 'obstacles'>): string | undefined => {
  if (status === 'delivered' || status === 'in-delivery') return statusLabel(status)
  return obstacles.length > 0
    ? capitalized(listed(obstacles.map(obstacle => obstacleInWords[obstacle])))
    : undefined
}

const whyLocked = ({ status, consent }: Monitoring): string | undefined =>
  status === 'consent-given' && !consent?.editable ? 'De doorleverdatum is bereikt' : undefined

export const allows = ({ levels }: Monitoring, level: string | undefined): boolean =>
  levels.some(one => one.level === level && one.allowed)

/** Levels that some of the schools can deliver on, each with those that cannot. */
export const levelsOf = (schools: readonly Monitoring[]) =>
  (['school', 'education-type'] as const satisfies readonly Level[])
    .filter(level => schools.some(school => allows(school, level)))
    .map(level => ({ level, without: schools.filter(school => !allows(school, level)) }))

/** The delivery windows that all of the schools can choose from. */
export const windowsOf = ([first, ...others]: readonly Monitoring[]): Monitoring['deliveryWindows'] =>
  first?.deliveryWindows.filter(({ fromDate, untilDate }) =>
    others.every(({ deliveryWindows }) =>
      deliveryWindows.some(window => window.fromDate === fromDate && window.untilDate === untilDate),
    ),
  ) ?? []
