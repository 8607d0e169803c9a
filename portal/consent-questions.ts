import { groupInWords, listed } from '../shared/monitoring/in-words.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { conductFields } from './conduct-fields.ts'
import { dateField } from './date-field.ts'
import { choose, type Field, tick } from './fields.ts'
import type { ConsentAnswers, ConsentView, Level, LevelView, Monitoring, Report } from './shapes.ts'
import { levelName, sentences } from './wording.ts'

interface ConsentQuestions {
  fields: readonly Field<unknown>[]
  steps: readonly (readonly [heading: string, ...fields: readonly HTMLElement[]])[]
  answers(): ConsentAnswers
}

/** In the order of the manual: approval, level, date, the questions on the survey, the mail. */
export const consentQuestions = (monitoring: Monitoring, reports: readonly Report[]): ConsentQuestions => {
  const { consent, levels, deliveryWindows, status } = monitoring
  const approval = tick(
    '/boardApproval',
    sentences(
      'Ja, het bevoegd gezag (bestuur) van de school geeft toestemming om de gegevens',
      'uit de Monitoring Sociale Veiligheid te leveren aan de Inspectie van het Onderwijs.',
    ),
  )
  const level = levelField(levels, reports, consent)
  const date = dateField(deliveryWindows, consent?.deliveryDate, status === 'consent-given')
  const conduct = conductFields(consent)
  const notification = tick(
    '/boardNotification',
    sentences(
      'Ik ga ermee akkoord dat de gebruikersbeheerder van het bevoegd gezag per e-mail bericht krijgt:',
      'wie heeft opgeslagen, welk niveau en welke datum.',
    ),
  )
  return {
    fields: [approval, level, date, ...conduct.fields, notification],
    steps: [
      ['1. Akkoord van het bestuur', approval.node],
      ['2. Doorleverniveau', level.node],
      ['3. Doorleverdatum', date.node],
      ['4. Afname', ...conduct.nodes],
      ['5. Bericht aan het bestuur', notification.node],
    ],
    answers: () => ({
      boardApproval: approval.value(),
      boardNotification: notification.value(),
      level: level.value(),
      deliveryDate: date.value(),
      conduct: conduct.value(),
    }),
  }
}

const levelField = (
  levels: readonly LevelView[],
  reports: readonly Report[],
  consent: ConsentView | null,
): Field<string | undefined> => {
  const isEmpty = (level: Level) =>
    reports.some(({ document }) => document.level === level && document.groups.length === 0)
  const allowed = levels.filter(level => level.allowed)
  const only = allowed.length === 1 ? allowed[0]?.level : undefined
  return choose({
    pointer: '/level',
    question: 'Op welk niveau wilt u de gegevens leveren?',
    hint: only
      ? 'De resultaten van deze vragenlijst worden altijd op dit niveau geleverd.'
      : 'Kies het niveau waarop u de gegevens zelf analyseert.',
    choices: allowed.map(({ level, withheld }) => ({
      value: level,
      label: levelName(level),
      hint: isEmpty(level) ? nothing : `${meaning[level]}${without(withheld)}`,
    })),
    chosen: only ?? consent?.level,
  })
}

const meaning = {
  school: 'De inspectie krijgt de gemiddelden van de hele school.',
  'education-type': 'De inspectie krijgt de gemiddelden van elke onderwijssoort.',
} as const

const nothing = `Op dit niveau wordt niets geleverd: minder dan ${thresholdInWords} leerlingen vulden de vragenlijst in.`

const without = (withheld: LevelView['withheld']): string =>
  withheld.length === 0
    ? ''
    : ` Niet van: ${listed(withheld.map(groupInWords))} (minder dan ${thresholdInWords} respondenten).`
