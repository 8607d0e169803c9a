import { whyRefused } from '../api.ts'
import { button } from '../button.ts'
import { dialog } from '../dialog.ts'
import { paragraph } from '../element.ts'
import { type ErrorSummary, errorSummary } from '../faults.ts'
import { eventInWords } from '../history.ts'
import { showRefusal } from '../refusal.ts'
import type { ConsentView, EventView, Monitoring, ProblemDetails } from '../shapes.ts'
import type { Notice, Visit } from '../visit.ts'
import { dayInWords, momentInWords, sentences } from '../wording.ts'
import { formerBoardsTold } from './last-check.ts'
import { mayHaveArrived } from './saving.ts'
import { lastSave } from './since-draft.ts'

const withdrawn: Notice = {
  tone: 'good',
  heading: 'De toestemming is ingetrokken',
  text: 'De gebruikersbeheerders van het bestuur krijgen bericht per e-mail.',
}

/** Asks whether a consent should really be withdrawn, and says what that means. */
export const withdrawDialog = (
  visit: Visit,
  monitoring: Monitoring,
  consent: ConsentView,
): HTMLDialogElement => {
  const summary = errorSummary()
  const whatFollows = sentences(
    monitoring.status === 'consent-given'
      ? `De levering van ${dayInWords(consent.deliveryDate)} gaat dan niet door.`
      : 'Er wordt dan niets meer geleverd.',
    'De gebruikersbeheerders van het bestuur krijgen hiervan bericht per e-mail.',
    ...formerBoardsTold([monitoring]),
    'Zolang er een doorleverdatum beschikbaar is, kunt u opnieuw toestemming geven.',
  )
  const asked = dialog({
    id: 'intrekken',
    heading: 'Toestemming intrekken?',
    content: [paragraph(whatFollows), summary.node],
    buttons: [
      button('secondary', 'Niet intrekken', () => asked.close()),
      button(
        'danger',
        'Toestemming intrekken',
        () => withdraw(visit, consent, asked, summary),
        'Bezig met intrekken…',
      ),
    ],
  })
  return asked
}

const withdraw = async (
  visit: Visit,
  consent: ConsentView,
  asked: HTMLDialogElement,
  summary: ErrorSummary,
): Promise<void> => {
  const { schoolId, schoolYear, version } = consent
  summary.hide()
  const outcome = await visit.api.withdraw(schoolId, schoolYear, version).then(
    () => withdrawn,
    error => refusalOf(error, visit, consent),
  )
  if (!('status' in outcome)) {
    asked.close()
    await visit.refresh(outcome)
    return
  }
  // It was closed for the time without a network.
  if (asked.isConnected && !asked.open) asked.showModal()
  showRefusal(summary, outcome, visit)
}

/** What to tell on the screen as it is now; or the problem itself, where the same can be asked again. */
const refusalOf = async (
  error: unknown,
  visit: Visit,
  consent: ConsentView,
): Promise<Notice | ProblemDetails> => {
  const problem = whyRefused(error)
  const { status, title, detail } = problem
  if (status === 401 || status === 429 || mayHaveArrived(problem)) return problem
  return status === 412 ? whatChanged(visit, consent) : { tone: 'warning', heading: title, text: detail }
}

/** Why it was not withdrawn: what happened since the consent was read. */
const whatChanged = async (
  { api }: Visit,
  { schoolId, schoolYear, version }: ConsentView,
): Promise<Notice> => {
  const events = await api.events(schoolId, schoolYear).catch(() => [])
  const since = events.filter(event => event.version > version)
  const save = lastSave(since)
  if (save?.type === 'withdrawn') return withdrawnBefore(save)
  return {
    tone: 'warning',
    heading: 'De toestemming is niet ingetrokken',
    text: 'Er is intussen iets veranderd. Hieronder ziet u wat er nu geldt. Wilt u nog steeds intrekken? Doe het dan opnieuw.',
    details: since.map(eventInWords),
  }
}

const withdrawnBefore = ({ by, at }: EventView): Notice => ({
  tone: 'good',
  heading: 'De toestemming was al ingetrokken',
  text: `${by?.name} deed dat op ${momentInWords(at)}. U hoeft niets te doen.`,
})
