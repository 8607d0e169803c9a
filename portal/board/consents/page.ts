import { addressOf, type BoardPlace, type Place } from '../../address.ts'
import { Refusal } from '../../api.ts'
import type { Page, Visit } from '../../visit.ts'
import { candidatesIn } from './candidates.ts'
import { ConsentsWizard } from './wizard.ts'

type ConsentsPlace = Extract<BoardPlace, { kind: 'consents' }>

const leaving = 'Weet u zeker dat u weggaat? Wat nog niet is opgeslagen, wordt dan niet opgeslagen.'

const notTheirs = {
  status: 403,
  code: 'forbidden',
  title: 'Alleen het bestuur geeft toestemming',
  detail: 'U kunt de toestemmingen van dit bestuur wel bekijken.',
}

/** Consent for several schools of a board in one go. */
export const consentsPage = async (visit: Visit, place: ConsentsPlace): Promise<Page> => {
  const { boardId, schoolYear, part } = place
  if (visit.person.role !== 'board') throw new Refusal(notTheirs)
  const items = await visit.api.overview(boardId, schoolYear)
  const wizard = new ConsentsWizard(
    visit,
    { boardId, schoolYear },
    await candidatesIn(visit, items, schoolYear),
  )
  warnBeforeUnload(wizard)
  const title = wizard.show(part)
  // A part that cannot be shown yet is not what the address says.
  if (location.hash === addressOf(place)) history.replaceState(null, '', wizard.address())
  return { title, content: [wizard.node], follow: to => follow(wizard, place, to) }
}

/** Goes to another part; while consents are being saved, to another screen only if that is meant. */
const follow = (
  wizard: ConsentsWizard,
  { boardId, schoolYear }: ConsentsPlace,
  to: Place,
): string | undefined => {
  const isHere = to.kind === 'consents' && to.boardId === boardId && to.schoolYear === schoolYear
  if (isHere && !wizard.isSaving) {
    const title = wizard.show(to.part)
    history.replaceState(null, '', wizard.address())
    wizard.focus()
    return title
  }
  if (!wizard.isBusy || confirm(leaving)) return undefined
  history.pushState(null, '', wizard.address())
  return document.title.split(' – ')[0]
}

/** As long as the page is shown. */
const warnBeforeUnload = (wizard: ConsentsWizard): void => {
  const warn = (event: BeforeUnloadEvent): void => {
    if (!wizard.node.isConnected) removeEventListener('beforeunload', warn)
    else if (wizard.isBusy) event.preventDefault()
  }
  addEventListener('beforeunload', warn)
}
