import { addressOf, type SchoolPlace } from './address.ts'
import { Refusal } from './api.ts'
import { type Begun, settledDraft } from './consent/draft-settled.ts'
import { deliversNothing, promisedDigest } from './consent/in-force.ts'
import type { Loaded } from './consent/loaded.ts'
import { saved } from './consent/notices.ts'
import { consentSection, mayGive } from './consent/section.ts'
import { stepsPage } from './consent/steps-page.ts'
import { deliverySection } from './delivery.ts'
import { backLink, type Child, element, paragraph } from './element.ts'
import { historySection } from './history.ts'
import { reportSection } from './report.ts'
import type { EventView, Level, Monitoring, Report } from './shapes.ts'
import { meaningOf, statusBadge } from './status.ts'
import type { Page, Visit } from './visit.ts'
import { yearChooser, yearUnderWay } from './year-chooser.ts'

/** The module Monitoring Sociale Veiligheid of one school, in one school year. */
export const schoolPage = async (visit: Visit, place: SchoolPlace): Promise<Page> => {
  const { api } = visit
  const { schoolId } = place
  const known = await api.monitorings(schoolId)
  const years = known.map(one => one.schoolYear)
  const schoolYear = place.schoolYear ?? yearUnderWay(years, api.tomorrow())
  const monitoring =
    schoolYear === undefined
      ? undefined
      : (known.find(one => one.schoolYear === schoolYear) ?? (await api.monitoring(schoolId, schoolYear)))
  if (!monitoring) return noYears(schoolId)

  const reported = monitoring.levels.filter(({ digest }) => digest !== null)
  const [events, ...reports] = await Promise.all([
    monitoring.consent ? api.events(schoolId, monitoring.schoolYear) : [],
    ...reported.map(({ level }) => api.report(schoolId, monitoring.schoolYear, level)),
  ])
  const promised = await promisedReport(visit, monitoring, events)
  const loaded = { monitoring, reports, events, promised }
  const { begun, notice } = settledDraft(visit, loaded)
  if (place.step && mayGive(visit, monitoring) && notice !== saved)
    return { ...stepsPage(visit, loaded, begun, place.step), notice }
  if (place.step)
    history.replaceState(null, '', addressOf({ kind: 'school', schoolId, schoolYear: monitoring.schoolYear }))
  return {
    notice,
    title: `${monitoring.schoolName}, ${monitoring.schoolYear}`,
    content: [...headOf(visit, loaded, years), ...sectionsOf(visit, loaded, begun, place.level)],
  }
}

/** Undefined where there is none, or where it was not kept. */
const promisedReport = async (
  { api }: Visit,
  monitoring: Monitoring,
  events: readonly EventView[],
): Promise<Report | undefined> => {
  const { schoolId, schoolYear, consent } = monitoring
  const digest = promisedDigest(monitoring, events)
  if (!consent || digest === undefined) return undefined
  return api.report(schoolId, schoolYear, consent.level, digest).catch(error => {
    if (error instanceof Refusal && error.problem.status === 404) return undefined
    throw error
  })
}

const noYears = (schoolId: string): Page => ({
  title: schoolId,
  content: [
    element('h1', { tabindex: -1 }, schoolId),
    paragraph('Voor deze school zijn er nog geen schooljaren met gegevens of doorleverdata.'),
  ],
})

const headOf = (
  visit: Visit,
  { monitoring, reports }: Loaded,
  years: readonly string[],
): readonly Child[] => {
  const { home } = visit
  const { schoolId, schoolName, boardName, schoolYear, status } = monitoring
  const meaning = deliversNothing(monitoring, reports)
    ? deliversNothingNow
    : meaningOf(monitoring, mayGive(visit, monitoring))
  const addressIn = (year: string) => addressOf({ kind: 'school', schoolId, schoolYear: year })
  return [
    (home.kind === 'home' || home.kind === 'board') &&
      backLink(
        'Uw scholen',
        addressOf({
          ...home,
          ...(home.kind === 'home' ? { filters: { schooljaar: schoolYear } } : { schoolYear }),
        }),
      ),
    element('h1', { tabindex: -1 }, schoolName),
    element('p', { class: 'subtitle' }, `${schoolId} · ${boardName}`),
    yearChooser(years, schoolYear, addressIn),
    element('div', { class: 'status' }, statusBadge(status), paragraph(meaning)),
  ]
}

const deliversNothingNow = 'Op dit moment wordt er niets geleverd. Hieronder leest u waarom.'

const sectionsOf = (
  visit: Visit,
  loaded: Loaded,
  begun: Begun | undefined,
  level: Level | undefined,
): readonly Child[] => {
  const { api } = visit
  const { monitoring, reports, events } = loaded
  const { schoolId, schoolYear, results, delivery } = monitoring
  // Only noted in the address.
  const chose = (chosen: Level) =>
    history.replaceState(null, '', addressOf({ kind: 'school', schoolId, schoolYear, level: chosen }))
  return [
    consentSection(visit, loaded, begun),
    delivery && deliverySection(visit, monitoring, delivery),
    results.length > 0 &&
      reportSection({ api, monitoring, reports, mayGive: mayGive(visit, monitoring), level, chose }),
    events.length > 0 && historySection(events),
  ]
}
