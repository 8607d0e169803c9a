import { answerInWords, conductInWords, conductQuestions } from '../../shared/consent/in-words.ts'
import { buttonGroup, element, facts } from '../element.ts'
import type { ConsentView } from '../shapes.ts'
import { dayInWords, lastDayBefore, levelName, notificationInWords } from '../wording.ts'

interface SummaryOptions {
  consent: ConsentView
  /** In force, and before its date. */
  isOpen: boolean
  /** Looks at the consent again, for what became of the mail. */
  lookAgain(): Promise<ConsentView>
  buttons: readonly HTMLElement[]
}

const FIRST_LOOK_MS = 1000
const LAST_LOOK_MS = 8000

/** A consent that was saved: what it says, until when it can be changed, and what became of the mail. */
export const consentSummary = ({ consent, isOpen, lookAgain, buttons }: SummaryOptions): HTMLElement => {
  const { conduct } = consent
  const mail = element('span', { role: 'status' }, notificationInWords(consent.notification))
  if (consent.notification.status === 'pending') followMail(mail, lookAgain, FIRST_LOOK_MS)
  return element(
    'div',
    { class: 'stack' },
    element('p', { class: 'statement' }, consent.statement),
    facts(
      ['Doorleverniveau', levelName(consent.level)],
      ['Doorleverdatum', dayInWords(consent.deliveryDate)],
      isOpen && ['Wijzigen of intrekken', `Kan tot en met ${lastDayBefore(consent.editableUntil)}`],
      ['Bericht aan de gebruikersbeheerder', mail],
      ...conductQuestions.map(question => {
        const answer = conduct[question]
        return answer !== undefined && ([conductInWords[question], answerInWords(answer)] as const)
      }),
    ),
    buttonGroup(...buttons),
  )
}

/** The mail goes out by itself, shortly after a save: looks a few times, ever later. */
const followMail = (line: HTMLElement, lookAgain: () => Promise<ConsentView>, delay: number): void => {
  const look = async () => {
    if (!line.isConnected) return
    const { notification } = await lookAgain()
    if (notification.status !== 'pending') line.textContent = notificationInWords(notification)
    else if (delay < LAST_LOOK_MS) followMail(line, lookAgain, delay * 2)
  }
  // What cannot be looked up now is seen at the next visit.
  setTimeout(() => look().catch(() => undefined), delay)
}
