import { addressOf } from '../address.ts'
import { button, linkButton } from '../button.ts'
import { buttonGroup, type Child, element, facts, paragraph, remark, section, stack } from '../element.ts'
import type { ConsentView, EventView, Monitoring } from '../shapes.ts'
import type { Visit } from '../visit.ts'
import { watch } from '../watch.ts'
import { dayInWords, lastDayBefore, levelName, notificationInWords } from '../wording.ts'
import { answersInWords, answersOf } from './answers.ts'
import { otherAnswersSaved } from './conflict.ts'
import type { Begun } from './draft-settled.ts'
import { inForceRemarks } from './in-force.ts'
import type { Loaded } from './loaded.ts'
import { otherKept } from './notices.ts'
import { obstacleRemark } from './obstacles.ts'
import { introduction, introductionToReader, stepNames } from './step-explanations.ts'
import { withdrawDialog } from './withdraw-dialog.ts'

/** Whether somebody can give, or change, the consent of a school year now. */
export const mayGive = ({ person }: Visit, { consent, obstacles }: Monitoring): boolean =>
  person.role !== 'operator' && obstacles.length === 0 && (consent?.editable ?? true)

/** The consent of a school year as it is, and the ways to give, change and withdraw it. */
export const consentSection = (visit: Visit, loaded: Loaded, begun: Begun | undefined): HTMLElement => {
  const { monitoring } = loaded
  const { consent, obstacles } = monitoring
  const isReader = visit.person.role === 'operator'
  const introduced = isReader ? introductionToReader : introduction(mayGive(visit, monitoring))
  return section(
    'toestemming',
    'Toestemming',
    begun ? draftRemark(visit, monitoring, begun) : null,
    obstacles.length > 0 && obstacleRemark(monitoring, visit.person.role),
    ...(consent ? [] : introduced.map(text => paragraph(text))),
    ...inForceRemarks(loaded, mayGive(visit, monitoring)),
    ...(consent
      ? given(visit, monitoring, consent, begun)
      : [mayGive(visit, monitoring) && !begun && wayIn(monitoring)]),
  )
}

const firstStep = ({ schoolId, schoolYear }: Monitoring) =>
  addressOf({ kind: 'school', schoolId, schoolYear, step: 1 })

const wayIn = (monitoring: Monitoring): HTMLElement =>
  stack(
    element('ol', {}, ...Object.values(stepNames).map(name => element('li', {}, name))),
    buttonGroup(linkButton('primary', 'Begin met stap 1', firstStep(monitoring))),
  )

/** What somebody filled in, and has not saved. */
const draftRemark = (visit: Visit, monitoring: Monitoring, { draft, overtakenBy }: Begun): HTMLElement => {
  const { schoolId, schoolYear } = monitoring
  const forget = () => {
    visit.drafts.consent(monitoring).drop()
    return visit.refresh(otherKept)
  }
  const address = addressOf({ kind: 'school', schoolId, schoolYear, step: draft.step })
  return remark(
    'note',
    element('strong', {}, 'U heeft antwoorden ingevuld die nog niet zijn opgeslagen'),
    paragraph(
      overtakenBy ? overtaken(overtakenBy, visit.person.name) : 'Ze zijn alleen in deze browser bewaard.',
    ),
    buttonGroup(
      mayGive(visit, monitoring) && linkButton('primary', 'Verder met invullen', address),
      button('secondary', 'Antwoorden wissen', forget),
    ),
  )
}

const overtaken = (event: EventView, name: string): string =>
  event.type === 'withdrawn'
    ? 'De toestemming is intussen ingetrokken. Ga verder om te kiezen of dat zo blijft.'
    : `${otherAnswersSaved(event, name)}. Ga verder om te kiezen welke antwoorden gelden.`

const given = (
  visit: Visit,
  monitoring: Monitoring,
  consent: ConsentView,
  begun: Begun | undefined,
): readonly Child[] => {
  const isInForce = monitoring.status === 'consent-given'
  const mayWithdraw = visit.person.role !== 'operator' && consent.editable && consent.status === 'given'
  const asked = withdrawDialog(visit, monitoring, consent)
  return [
    element('p', { class: 'statement' }, consent.statement),
    facts(
      ['Doorleverniveau', levelName(consent.level)],
      ['Doorleverdatum', dayInWords(consent.deliveryDate)],
      isInForce &&
        consent.editable && [
          'Wijzigen of intrekken',
          `Kan tot en met ${lastDayBefore(consent.editableUntil)}`,
        ],
      ['Bericht aan de gebruikersbeheerder', mailOf(visit, consent)],
      ...answersInWords(answersOf(consent))
        .filter(({ step }) => step === 5)
        .map(({ name, words = '' }) => [name, words] as const),
    ),
    buttonGroup(
      mayGive(visit, monitoring) &&
        !begun &&
        linkButton('primary', isInForce ? 'Wijzigen' : 'Opnieuw toestemming geven', firstStep(monitoring)),
      mayWithdraw && button('secondary', 'Intrekken', () => asked.showModal()),
    ),
    isInForce &&
      !consent.editable &&
      paragraph('De doorleverdatum is bereikt. Wijzigen of intrekken kan niet meer.'),
    asked,
  ]
}

/** What became of the mail, which goes out by itself shortly after a save. */
const mailOf = ({ api }: Visit, { schoolId, schoolYear, notification }: ConsentView): HTMLElement => {
  const told = element('span', { role: 'status' }, notificationInWords(notification))
  if (notification.status === 'pending')
    watch(told, async () => {
      const newest = (await api.consent(schoolId, schoolYear)).notification
      told.textContent = notificationInWords(newest)
      return newest.status !== 'pending'
    })
  return told
}
