import { statusInWords } from '../../../shared/consent/status.ts'
import { button } from '../../button.ts'
import { element, panel, paragraph } from '../../element.ts'
import { tick } from '../../fields.ts'
import type { Monitoring } from '../../shapes.ts'
import { table } from '../../table.ts'
import type { Visit } from '../../visit.ts'
import { dayInWords, schoolsInWords } from '../../wording.ts'
import type { JointAnswers } from './answers.ts'
import { type Candidate, type Candidates, type ClosedSchool, consentInForce } from './candidates.ts'
import type { Screen } from './screen.ts'

/** Which schools take part. */
export const schoolChoice = (
  visit: Visit,
  { open, closed }: Candidates,
  { chosen }: JointAnswers,
): Screen => {
  const ticks = open.map(school => ({
    school,
    field: tick(`/schools/${school.schoolId}`, labelOf(visit, school), school.schoolId in chosen),
  }))
  // A withdrawal, or a delivery that came to nothing, is a school's own to decide about: it is ticked by name.
  const without = ticks.filter(({ school }) => school.status === 'awaiting-consent')
  const all = button('secondary', 'Alle scholen kiezen die nog geen toestemming gaven', () => {
    for (const { field } of without) {
      const input = field.node.querySelector('input')
      if (input) input.checked = true
    }
    // As if they were ticked.
    choice.dispatchEvent(new Event('input', { bubbles: true }))
  })
  const count = element('p', { role: 'status' })
  const tellCount = () => {
    count.textContent = `${schoolsInWords(picked().length)} gekozen`
  }
  const choice = element(
    'fieldset',
    { class: 'fields', oninput: tellCount },
    element('legend', {}, 'Voor welke scholen wilt u toestemming geven?'),
    without.length > 0 && all,
    ...ticks.map(({ field }) => field.node),
    count,
  )
  const picked = () => ticks.filter(({ field }) => field.value()).map(({ school }) => school)
  tellCount()
  return {
    heading: 'Scholen kiezen',
    nodes: [
      open.length > 0 ? choice : paragraph('Er is geen school waarvoor u nu toestemming kunt geven.'),
      closed.length > 0 && whyNot(closed),
    ],
    fields: ticks.map(({ field }) => field),
    faults: () =>
      picked().length > 0
        ? []
        : [{ pointer: ticks[0]?.field.pointer ?? '', code: 'required', detail: 'Kies minstens één school.' }],
    kept: answers => ({
      ...answers,
      chosen: Object.fromEntries(picked().map(school => [school.schoolId, startOf(school, answers)])),
    }),
  }
}

const startOf = ({ schoolId, consent }: Monitoring, { chosen }: JointAnswers): number | null =>
  chosen[schoolId] === undefined ? (consent?.version ?? null) : chosen[schoolId]

/** Where the school stands, and what of somebody's own is replaced. */
const labelOf = ({ drafts }: Visit, school: Candidate): string => {
  const { schoolId, schoolName, status } = school
  const consent = consentInForce(school)
  const given = consent ? ` voor ${dayInWords(consent.deliveryDate)}` : ''
  const changed = school.hasNewFigures ? '; daarna kwamen er nieuwe cijfers' : ''
  const begun = drafts.consent(school).read() ? '; uw niet opgeslagen antwoorden vervallen' : ''
  return `${schoolName} (${schoolId}): ${statusInWords[status]}${given}${changed}${begun}`
}

const whyNot = (closed: readonly ClosedSchool[]): HTMLElement =>
  panel(
    table({
      caption: 'Scholen die nu niet kunnen meedoen',
      columns: [{ label: 'School' }, { label: 'Waarom niet' }],
      rows: closed.map(({ schoolName, schoolId, why }) => [`${schoolName} (${schoolId})`, why]),
    }),
  )
