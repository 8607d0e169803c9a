import type { StepNumber } from '../address.ts'
import { type Field, tick } from '../fields.ts'
import type { ConsentAnswers, DeliveryWindow } from '../shapes.ts'
import { sentences } from '../wording.ts'
import { conductFields } from './conduct-fields.ts'
import { dateField } from './date-field.ts'
import { levelField, type OfferedLevel } from './level-field.ts'

/** What can be answered: of one school, or of what several schools have in common. */
export interface Asked {
  levels: readonly OfferedLevel[]
  windows: readonly DeliveryWindow[]
  /** The first day that can be chosen. */
  earliest: string
  /** The date of a consent in force, which may stay as it is. */
  keptDate?: string | undefined
  answers: ConsentAnswers
}

/** The questions of one step. */
export interface Questions {
  fields: readonly Field<unknown>[]
  nodes: readonly HTMLElement[]
}

export interface ConsentQuestions {
  fields: readonly Field<unknown>[]
  /** By the step of the manual at which they are asked; the others ask nothing. */
  steps: Readonly<Partial<Record<StepNumber, Questions>>>
  /** As they were typed. */
  answers(): ConsentAnswers
}

const approvedOf = (schools: string) =>
  sentences(
    `Ja, het bevoegd gezag (bestuur) van ${schools} geeft toestemming om de gegevens`,
    'uit de Monitoring Sociale Veiligheid te leveren aan de Inspectie van het Onderwijs.',
  )

const notified = sentences(
  'Ik ga ermee akkoord dat de gebruikersbeheerder van het bevoegd gezag een e-mail krijgt,',
  'waarin staat wie dit heeft opgeslagen, voor welk niveau en voor welke datum.',
)

export const approvalTick = (isTicked: boolean, schools = 'de school') =>
  tick('/boardApproval', approvedOf(schools), isTicked)
export const notificationTick = (isTicked: boolean) => tick('/boardNotification', notified, isTicked)

/** All that is asked for a consent. */
export const consentQuestions = ({
  levels,
  windows,
  earliest,
  keptDate,
  answers,
}: Asked): ConsentQuestions => {
  const approval = approvalTick(answers.boardApproval)
  const level = levelField(levels, answers.level)
  const date = dateField({ windows, earliest, kept: keptDate, chosen: answers.deliveryDate })
  const conduct = conductFields(answers.conduct)
  const notification = notificationTick(answers.boardNotification)
  const one = (field: Field<unknown>): Questions => ({ fields: [field], nodes: [field.node] })
  const steps = {
    1: one(approval),
    3: one(level),
    4: one(date),
    5: { fields: [...conduct.fields, notification], nodes: [...conduct.nodes, notification.node] },
  }
  return {
    steps,
    fields: Object.values(steps).flatMap(({ fields }) => fields),
    answers: () => ({
      boardApproval: approval.value(),
      boardNotification: notification.value(),
      level: level.value(),
      deliveryDate: date.value(),
      conduct: conduct.value(),
    }),
  }
}
