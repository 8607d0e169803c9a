import { whyRefused } from './api.ts'
import { button } from './button.ts'
import type { Drafts } from './consent/drafts.ts'
import { dialog } from './dialog.ts'
import { paragraph } from './element.ts'
import { errorSummary } from './faults.ts'
import type { Session } from './session.ts'
import { sentences } from './wording.ts'

const warning = sentences(
  'U heeft antwoorden ingevuld die nog niet zijn opgeslagen.',
  'Als u afmeldt, worden ze gewist: een ander kan deze computer na u gebruiken.',
)

/** Warns who signs out that what was filled in goes. */
export const signOutDialog = (place: HTMLElement, drafts: Drafts, session: Session): void => {
  const summary = errorSummary()
  const signOut = async () => {
    try {
      await session.signOut()
      drafts.dropAll()
    } catch (error) {
      const { title, detail } = whyRefused(error)
      summary.show(title, paragraph(detail))
    }
  }
  const asked = dialog({
    id: 'afmelden',
    heading: 'Afmelden?',
    content: [paragraph(warning), summary.node],
    buttons: [
      button('secondary', 'Niet afmelden', () => asked.close()),
      button('danger', 'Afmelden en antwoorden wissen', signOut, 'Bezig met afmelden…'),
    ],
  })
  asked.addEventListener('close', () => asked.remove())
  place.append(asked)
  asked.showModal()
}
