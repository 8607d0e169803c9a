import { buttonGroup, element, facts, stack } from '../element.ts'
import type { ConsentView } from '../shapes.ts'
import { watch } from '../watch.ts'
import { dayInWords, lastDayBefore, levelName, notificationInWords } from '../wording.ts'
import { answersInWords, answersOf } from './answers.ts'

interface SummaryOptions {
  consent: ConsentView
  /** In force, and before its date. */
  isOpen: boolean
  /** Looks at the consent again, for what became of the mail. */
  lookAgain(): Promise<ConsentView>
  buttons: readonly HTMLElement[]
}

/** A consent that was saved: what it says, until when it can be changed, and what became of the mail. */
export const consentSummary = ({ consent, isOpen, lookAgain, buttons }: SummaryOptions): HTMLElement => {
  const mail = element('span', { role: 'status' }, notificationInWords(consent.notification))
  if (consent.notification.status === 'pending') followMail(mail, lookAgain)
  return stack(
    element('p', { class: 'statement' }, consent.statement),
    facts(
      ['Doorleverniveau', levelName(consent.level)],
      ['Doorleverdatum', dayInWords(consent.deliveryDate)],
      isOpen && ['Wijzigen of intrekken', `Kan tot en met ${lastDayBefore(consent.editableUntil)}`],
      ['Bericht aan de gebruikersbeheerder', mail],
      ...answersInWords(answersOf(consent))
        .filter(({ step }) => step === 5)
        .map(({ name, words = '' }) => [name, words] as const),
    ),
    buttons.length > 0 && buttonGroup(...buttons),
  )
}

/** The mail goes out by itself, shortly after a save. */
const followMail = (line: HTMLElement, lookAgain: () => Promise<ConsentView>): void =>
  watch(line, async () => {
    const { notification } = await lookAgain()
    if (notification.status === 'pending') return false
    line.textContent = notificationInWords(notification)
    return true
  })
