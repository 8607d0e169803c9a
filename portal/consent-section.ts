import { Refusal } from './api.ts'
import { consentForm, type FormOptions } from './consent-form.ts'
import { consentSummary } from './consent-summary.ts'
import { element, section } from './element.ts'
import type { ConsentView, Monitoring, Report } from './shapes.ts'
import { refusalNotice, type Visit } from './visit.ts'
import { withdrawDialog } from './withdraw-dialog.ts'
import { dayInWords, sentences } from './wording.ts'

const given = {
  tone: 'good',
  heading: 'De toestemming is opgeslagen',
  text: 'De gebruikersbeheerder van het bestuur krijgt bericht per e-mail.',
} as const
const withdrawn = { ...given, heading: 'De toestemming is ingetrokken' }

const invitation = sentences(
  'Geeft uw bestuur toestemming om de gegevens te leveren? Leg dat dan hier vast.',
  'Tot en met de dag voor de doorleverdatum kunt u de toestemming wijzigen of intrekken.',
)

const noDate = sentences(
  'Er is op dit moment geen doorleverdatum beschikbaar.',
  'U kunt daarom geen toestemming geven.',
)

/** Giving, reading, changing and withdrawing the consent of one school year. */
export const consentSection = (
  visit: Visit,
  monitoring: Monitoring,
  reports: readonly Report[],
): HTMLElement => {
  const { consent, deliveryWindows } = monitoring
  const place = element('div', { class: 'stack' })
  const showForm = () => {
    place.replaceChildren(formFor(visit, { monitoring, reports }, consent ? showSummary : undefined))
    place.querySelector('input')?.focus()
  }
  const showSummary = () => {
    if (consent) place.replaceChildren(summaryFor(visit, monitoring, consent, showForm))
    place.querySelector('button')?.focus()
  }
  if (consent) place.append(summaryFor(visit, monitoring, consent, showForm))
  else if (deliveryWindows.length > 0)
    place.append(element('p', {}, invitation), formFor(visit, { monitoring, reports }))
  else place.append(element('p', {}, noDate))
  return section('toestemming', 'Toestemming', place)
}

const formFor = (
  { api, refresh, signIn }: Visit,
  shown: Pick<FormOptions, 'monitoring' | 'reports'>,
  cancel?: () => void,
): HTMLElement => {
  const { schoolId, schoolYear, consent } = shown.monitoring
  return consentForm({
    ...shown,
    save: async answers => {
      await api.save(schoolId, schoolYear, answers, consent?.version ?? null)
      await refresh(given)
    },
    newest: () => api.consent(schoolId, schoolYear),
    reload: () => void refresh(),
    signIn,
    ...(cancel && { cancel }),
  })
}

const summaryFor = (
  visit: Visit,
  { schoolId, schoolYear, status, deliveryWindows }: Monitoring,
  consent: ConsentView,
  showForm: () => void,
): HTMLElement => {
  const { api, refresh } = visit
  const isInForce = status === 'consent-given'
  const dialog = withdrawDialog(
    isInForce ? whatLapses(consent) : 'Er wordt dan niets meer geleverd.',
    async () => {
      const notice = await api.withdraw(schoolId, schoolYear, consent.version).then(
        () => withdrawn,
        error => {
          if (!(error instanceof Refusal)) throw error
          // Of a session that has ended the screen itself tells.
          return error.problem.status === 401 ? undefined : refusalNotice(error.problem)
        },
      )
      await refresh(notice)
    },
  )
  const mayGive = consent.editable && (isInForce || deliveryWindows.length > 0)
  const mayWithdraw = consent.editable && consent.status === 'given'
  const button = (label: string, onclick: () => void) => element('button', { type: 'button', onclick }, label)
  return element(
    'div',
    { class: 'stack' },
    consentSummary({
      consent,
      isOpen: isInForce && consent.editable,
      lookAgain: () => api.consent(schoolId, schoolYear),
      buttons: [
        ...(mayGive ? [button(isInForce ? 'Wijzigen' : 'Opnieuw toestemming geven', showForm)] : []),
        ...(mayWithdraw ? [button('Intrekken', () => dialog.showModal())] : []),
      ],
    }),
    isInForce &&
      !consent.editable &&
      element('p', {}, 'De doorleverdatum is bereikt. Wijzigen of intrekken kan niet meer.'),
    dialog,
  )
}

const whatLapses = ({ deliveryDate }: ConsentView): string =>
  `De levering van ${dayInWords(deliveryDate)} gaat dan niet door.`
