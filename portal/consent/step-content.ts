import { listed } from '../../shared/monitoring/in-words.ts'
import type { StepNumber } from '../address.ts'
import { type Child, element } from '../element.ts'
import { reportSection } from '../report.ts'
import type { ConsentAnswers, EventView, Monitoring, Report } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { questionnaireInWords, sentences } from '../wording.ts'
import { answersToCheck, consequences } from './last-check.ts'
import { deliveredOf } from './level-field.ts'
import { explanationsFor } from './step-explanations.ts'

/** What a school's page shows, as the service has it now. */
export interface Loaded {
  monitoring: Monitoring
  reports: readonly Report[]
  events: readonly EventView[]
  /** The report that the consent in force was saved for, where newer figures have replaced it, and it was kept. */
  promised?: Report | undefined
}

export const explanation = (step: StepNumber, { monitoring, reports }: Loaded): readonly HTMLElement[] => {
  const explained = explanationsFor(reports.length > 1)[step]
  const paragraphs = step === 2 ? [...explained, questionnairesOf(monitoring)] : explained
  return paragraphs.map(paragraph => element('p', {}, paragraph))
}

/** Explains the short names that stand beside the results. */
const questionnairesOf = ({ results }: Monitoring): string =>
  `De resultaten zijn van: ${listed(results.map(({ questionnaire: id }) => `${questionnaireInWords[id]} (${id})`))}.`

/** The report at each level, to look at before one is chosen. */
export const reportToRead = ({ api }: Visit, { monitoring, reports }: Loaded): Child => {
  const { consent, delivery } = monitoring
  return reportSection({
    api,
    reports,
    consent,
    delivery,
    mayGive: true,
    level: undefined,
    chose: () => undefined,
  })
}

const alsoDelivered = ({ document }: Report): readonly string[] =>
  document.groups.length === 0 ? [] : ['Ook krijgt de inspectie de respons, en uw antwoorden over de afname.']

/** All answers, and what follows from saving them. */
export const lastCheck = (
  { person }: Visit,
  { monitoring, reports }: Loaded,
  answers: ConsentAnswers,
  addressOfStep: (step: StepNumber) => string,
): readonly Child[] => {
  const report = reports.find(({ document }) => document.level === answers.level)
  return [
    element('h2', {}, 'Controleer uw antwoorden'),
    answersToCheck(answers, addressOfStep),
    element('h2', {}, 'Dit gebeurt er als u opslaat'),
    consequences({
      delivered: report
        ? sentences(deliveredOf(report), ...alsoDelivered(report))
        : 'Het rapport op het niveau dat u kiest.',
      boardName: monitoring.boardName,
      schools: [monitoring],
      name: person.name,
      deliveryDate: answers.deliveryDate,
    }),
  ]
}
