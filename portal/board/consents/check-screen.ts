import { answersInWords } from '../../consent/answers.ts'
import { consequences } from '../../consent/last-check.ts'
import { type Child, element, facts, panel, paragraph } from '../../element.ts'
import type { ConsentAnswers } from '../../shapes.ts'
import { statusLabel } from '../../status.ts'
import { table } from '../../table.ts'
import type { Visit } from '../../visit.ts'
import { EMAIL, namesOf, schoolsInWords } from '../../wording.ts'
import { answersFor, included, type JointAnswers, leftOut } from './answers.ts'
import { type Candidate, consentInForce } from './candidates.ts'
import { replacedConsents } from './replaced-consents.ts'
import { reportOf, withheldIn } from './report-at-level.ts'
import type { Screen } from './screen.ts'

/** All that will be saved, before it is. */
export const checkScreen = ({ person }: Visit, open: readonly Candidate[], answers: JointAnswers): Screen => {
  const taking = included(open, answers)
  const left = leftOut(open, answers)
  const [first] = taking
  const isNew = (school: Candidate) => !consentInForce(school)
  return {
    heading: 'Controle',
    nodes: [
      paragraph(
        `U slaat de toestemming op voor ${schoolsInWords(taking.length)}. `,
        `Van elke school krijgen de gebruikersbeheerders van het bestuur een ${EMAIL}.`,
      ),
      given(answers.terms, [3, 4]),
      paragraph('Ga bij elke school na of het rapport klopt. Wat u heeft ingevuld, blijft bewaard.'),
      taking.some(isNew) && panel(schoolTable(taking.filter(isNew), answers.terms.level)),
      ...replacedConsents(taking, answers),
      left.length > 0 && paragraph(`Niet voor ${namesOf(left)}: dit niveau kan daar niet.`),
      ...(answers.isPerSchool
        ? taking.flatMap(school => conductOf(school.schoolName, answersFor(school, answers)))
        : conductOf('Afname op alle scholen', answers.terms)),
      element('h2', {}, 'Dit gebeurt er als u opslaat'),
      consequences({
        delivered: 'Van elke school het rapport op het niveau dat u koos.',
        boardName: first?.boardName ?? '',
        schools: taking,
        name: person.name,
        deliveryDate: answers.terms.deliveryDate,
      }),
    ],
    fields: [],
    faults: () => [],
    kept: same => same,
  }
}

const schoolTable = (schools: readonly Candidate[], level: string | undefined): HTMLElement =>
  table({
    caption: 'Deze scholen krijgen toestemming',
    columns: [{ label: 'School' }, { label: 'Wat er nu geldt' }, { label: 'Wordt niet geleverd' }],
    rows: schools.map(school => [
      reportOf(school, level),
      statusLabel(school.status),
      withheldIn(school, level),
    ]),
  })

const conductOf = (heading: string, answers: ConsentAnswers): readonly Child[] => [
  element('h2', {}, heading),
  given(answers, [5]),
]

/** What was answered at these steps of the manual. */
const given = (answers: ConsentAnswers, steps: readonly number[]): HTMLElement =>
  facts(
    ...answersInWords(answers)
      .filter(({ step }) => steps.includes(step))
      .map(({ name, words }) => [name, words ?? 'Nog niet ingevuld'] as const),
  )
