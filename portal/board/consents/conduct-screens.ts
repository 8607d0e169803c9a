import { conductFields } from '../../consent/conduct-fields.ts'
import { notificationTick } from '../../consent/questions.ts'
import { stack } from '../../element.ts'
import { faultsIn } from '../../faults-found.ts'
import { choose } from '../../fields.ts'
import type { Monitoring } from '../../shapes.ts'
import { answersFor, type JointAnswers } from './answers.ts'
import { asking, type Screen } from './screen.ts'

const PER_SCHOOL = 'per-school'

/** How the survey was held, where that was the same at all schools, and the mail to the board. */
export const conductScreen = ({ terms, isPerSchool }: JointAnswers): Screen => {
  const conduct = conductFields(terms.conduct)
  const questions = stack(...conduct.nodes)
  const mode = choose({
    pointer: '/isPerSchool',
    question: 'Is de vragenlijst op alle gekozen scholen op dezelfde manier afgenomen?',
    choices: [
      { value: 'same', label: 'Ja, ik beantwoord de vragen één keer, voor alle scholen' },
      { value: PER_SCHOOL, label: 'Nee, ik beantwoord de vragen hierna per school' },
    ],
    chosen: isPerSchool ? PER_SCHOOL : 'same',
    chose: answer => {
      questions.hidden = answer === PER_SCHOOL
    },
  })
  const notification = notificationTick(terms.boardNotification)
  const fields = [mode, ...conduct.fields, notification]
  const asked = () => (mode.value() === PER_SCHOOL ? [mode, notification] : fields)
  return {
    heading: 'Afname',
    nodes: [mode.node, questions, notification.node],
    fields,
    faults: () => faultsIn(asked()),
    kept: answers => ({
      ...answers,
      isPerSchool: mode.value() === PER_SCHOOL,
      terms: { ...answers.terms, conduct: conduct.value(), boardNotification: notification.value() },
    }),
  }
}

/** How it was held at one school. */
export const conductOfSchool = (school: Monitoring, before: JointAnswers): Screen => {
  const conduct = conductFields(answersFor(school, before).conduct)
  return asking(`Afname op ${school.schoolName}`, conduct.nodes, conduct.fields, answers => ({
    ...answers,
    conducts: { ...answers.conducts, [school.schoolId]: conduct.value() },
  }))
}
