import { answersOf, differences } from '../../consent/answers.ts'
import { differenceTable } from '../../differences.ts'
import { type Child, element, facts, panel, paragraph } from '../../element.ts'
import type { ConsentView } from '../../shapes.ts'
import { answersFor, type JointAnswers } from './answers.ts'
import { type Candidate, consentInForce } from './candidates.ts'
import { reportOf, withheldIn } from './report-at-level.ts'

/** The consents in force that a save replaces, each with what becomes otherwise. */
export const replacedConsents = (schools: readonly Candidate[], answers: JointAnswers): readonly Child[] => {
  const replaced = schools.flatMap(school => {
    const consent = consentInForce(school)
    return consent ? [replacedConsent(school, consent, answers)] : []
  })
  if (replaced.length === 0) return []
  return [
    element('h2', {}, 'Deze toestemmingen worden vervangen'),
    paragraph('Ze blijven gelden totdat u opslaat.'),
    ...replaced,
  ]
}

const replacedConsent = (school: Candidate, consent: ConsentView, answers: JointAnswers): HTMLElement => {
  const { level } = answers.terms
  return panel(
    element('h3', {}, reportOf(school, level)),
    facts(
      ['Wat er nu geldt', consent.statement],
      school.hasNewFigures && ['Cijfers', 'Na de toestemming kwamen er nieuwe. Bekijk het rapport.'],
      ['Wordt niet geleverd', withheldIn(school, level)],
    ),
    differenceTable(differences(answersOf(consent), answersFor(school, answers)), {
      caption: `Wat verandert voor ${school.schoolName}`,
      what: 'Vraag',
      one: 'Nu',
      other: 'Wordt',
      missing: 'Niet ingevuld',
      none: 'De antwoorden blijven dezelfde.',
    }),
  )
}
