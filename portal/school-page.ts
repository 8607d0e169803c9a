import { addressOf, type SchoolPlace } from './address.ts'
import { consentSection } from './consent-section.ts'
import { deliverySection } from './delivery.ts'
import { type Child, element } from './element.ts'
import { historySection } from './history.ts'
import { reportSection } from './report.ts'
import { resultsSection } from './results.ts'
import type { EventView, Level, Monitoring, Report } from './shapes.ts'
import { meaningOf, statusBadge } from './status.ts'
import type { Page, Visit } from './visit.ts'
import { yearChooser } from './year-chooser.ts'

/** The module Monitoring Sociale Veiligheid of one school, in one school year. */
export const schoolPage = async (visit: Visit, place: SchoolPlace): Promise<Page> => {
  const { api } = visit
  const { schoolId, schoolYear } = place
  const known = await api.monitorings(schoolId)
  const monitoring =
    schoolYear === undefined
      ? known[0]
      : (known.find(one => one.schoolYear === schoolYear) ?? (await api.monitoring(schoolId, schoolYear)))
  if (!monitoring) return noYears(schoolId)

  const reported = monitoring.levels.filter(({ digest }) => digest !== null)
  const [events, ...reports] = await Promise.all([
    monitoring.consent ? api.events(schoolId, monitoring.schoolYear) : [],
    ...reported.map(({ level }) => api.report(schoolId, monitoring.schoolYear, level)),
  ])
  const years = known.map(one => one.schoolYear)
  return {
    title: `${monitoring.schoolName}, ${monitoring.schoolYear}`,
    content: [
      ...headOf(
        visit,
        monitoring,
        years.includes(monitoring.schoolYear) ? years : [monitoring.schoolYear, ...years],
      ),
      ...sectionsOf(visit, monitoring, reports, events, place.level),
    ],
  }
}

const noYears = (schoolId: string): Page => ({
  title: schoolId,
  content: [
    element('h1', { tabindex: -1 }, schoolId),
    element('p', {}, 'Voor deze school zijn er nog geen schooljaren met gegevens of doorleverdata.'),
  ],
})

const headOf = ({ home }: Visit, monitoring: Monitoring, years: readonly string[]): readonly Child[] => {
  const { schoolId, schoolName, boardName, schoolYear, status } = monitoring
  const addressIn = (year: string) => addressOf({ kind: 'school', schoolId, schoolYear: year })
  return [
    (home.kind === 'home' || home.kind === 'board') &&
      element(
        'p',
        {},
        element(
          'a',
          { class: 'back', href: addressOf(home.kind === 'board' ? { ...home, schoolYear } : home) },
          'Uw scholen',
        ),
      ),
    element('h1', { tabindex: -1 }, schoolName),
    element('p', { class: 'subtitle' }, `${schoolId} · ${boardName}`),
    yearChooser(years, schoolYear, addressIn),
    element('div', { class: 'status' }, statusBadge(status), element('p', {}, meaningOf(monitoring))),
  ]
}

/** Before there is a consent, the report comes first, as in the manual; after it, what was agreed. */
const sectionsOf = (
  visit: Visit,
  monitoring: Monitoring,
  reports: readonly Report[],
  events: readonly EventView[],
  level: Level | undefined,
): readonly Child[] => {
  const { schoolId, schoolYear, results, consent, delivery } = monitoring
  // Only noted in the address: what is being filled in on this screen stays.
  const chose = (chosen: Level) =>
    history.replaceState(null, '', addressOf({ kind: 'school', schoolId, schoolYear, level: chosen }))
  const survey =
    results.length > 0
      ? [resultsSection(results), reportSection({ api: visit.api, reports, consent, delivery, level, chose })]
      : []
  const agreed = results.length > 0 || consent ? [consentSection(visit, monitoring, reports)] : []
  return [
    ...(consent
      ? [...agreed, delivery && deliverySection(visit.api, monitoring, delivery), ...survey]
      : [...survey, ...agreed]),
    events.length > 0 && historySection(events),
  ]
}
