import { levelInWords } from '../../shared/consent/in-words.ts'
import type { StepNumber } from '../address.ts'
import { type Child, element, paragraph, remark, section } from '../element.ts'
import { reportSection } from '../report.ts'
import type { ConsentAnswers, Monitoring, Report } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { dayInWords, sentences } from '../wording.ts'
import { newFigures } from './in-force.ts'
import { answersToCheck, consequences } from './last-check.ts'
import { deliveredOf } from './level-field.ts'
import type { Loaded } from './loaded.ts'
import { explanationsFor } from './step-explanations.ts'

/** What somebody should know at a step before its questions; at the second that is the report. */
export const toRead = (visit: Visit, loaded: Loaded, step: StepNumber): readonly Child[] => [
  inForce(loaded.monitoring),
  ...explanation(visit, loaded, step),
  ...(step === 2
    ? [figuresSince(loaded, 'Bekijk wat er anders is voordat u verdergaat.'), reportToRead(visit, loaded)]
    : []),
]

/** What goes on to hold for who changes it and does not save. */
const inForce = ({ status, consent }: Monitoring): Child =>
  status === 'consent-given' &&
  consent !== null &&
  remark(
    'note',
    paragraph(
      sentences(
        `U wijzigt de toestemming die ${(consent.changedBy ?? consent.givenBy).name} heeft opgeslagen:`,
        `voor ${dayInWords(consent.deliveryDate)}, op ${levelInWords[consent.level]}.`,
        'Die blijft gelden totdat u bij stap 6 opslaat.',
      ),
    ),
  )

const explanation = ({ person }: Visit, { reports }: Loaded, step: StepNumber): readonly HTMLElement[] =>
  explanationsFor(reports.length > 1, person.role === 'board' ? 'board' : 'school')[step].map(text =>
    paragraph(text),
  )

/** The report at each level, to look at before one is chosen. */
const reportToRead = ({ api }: Visit, { monitoring, reports }: Loaded): Child =>
  reportSection({ api, monitoring, reports, mayGive: true, level: undefined, chose: () => undefined })

/** What has become otherwise since the consent that is being changed was saved. */
const figuresSince = (loaded: Loaded, whatToDo: string): Child => {
  const changed = newFigures(loaded, whatToDo)
  return changed.length > 0 && section('nieuwe-cijfers', 'Nieuwe cijfers', ...changed)
}

const alsoDelivered = ({ document }: Report): readonly string[] =>
  document.groups.length === 0 ? [] : ['Ook krijgt de inspectie de respons, en uw antwoorden over de afname.']

/** All answers, and what follows from saving them. */
export const lastCheck = (
  { person }: Visit,
  loaded: Loaded,
  answers: ConsentAnswers,
  addressOfStep: (step: StepNumber) => string,
): readonly Child[] => {
  const { monitoring, reports } = loaded
  const report = reports.find(({ document }) => document.level === answers.level)
  return [
    element('h2', {}, 'Controleer uw antwoorden'),
    answersToCheck(answers, addressOfStep),
    figuresSince(loaded, 'Als u opslaat, geldt uw toestemming voor de nieuwe cijfers.'),
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
