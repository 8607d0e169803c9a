import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { addressOf, type Place, placeAt } from './address.ts'
import { apiFor, Refusal } from './api.ts'
import { boardPage } from './board-page.ts'
import type { DemoPerson } from './demo-people.ts'
import { element } from './element.ts'
import { problemPage } from './problem-page.ts'
import { schoolPage } from './school-page.ts'
import { type Session, startSession } from './session.ts'
import { signInPage } from './sign-in.ts'
import { type Notice, noticeBox, type Page, type Visit } from './visit.ts'

interface Frame {
  main: HTMLElement
  /** Where it says who is signed in. */
  who: HTMLElement
}

/** Shows screens, one after another: for the place in the address, to whoever is signed in. */
const screensIn = (frame: Frame, session: Session) => {
  let turn = 0

  const show = async (notice?: Notice, focus = true): Promise<void> => {
    turn += 1
    const mine = turn
    frame.main.setAttribute('aria-busy', 'true')
    const page = await pageAt(placeAt(location.hash)).catch(problem)
    // Somebody who went on in the meantime is not called back.
    if (mine === turn) put(frame.main, page, notice, focus)
  }

  const pageAt = async (place: Place): Promise<Page> => {
    const person = session.person()
    frame.who.replaceChildren(...(person ? signedInAs(person, signOut) : []))
    if (!person) return signInPage(signIn)
    const visit: Visit = { api: apiFor(await session.token(person)), home: person.home, refresh: show }
    const destination = place.kind === 'home' ? person.home : place
    return destination.kind === 'board' ? boardPage(visit, destination) : schoolPage(visit, destination)
  }

  const problem = (error: unknown): Page => {
    if (error instanceof Refusal && error.problem.status === 401) session.dropToken()
    return problemPage(error, () => void show())
  }

  const signIn = (person: DemoPerson): void => {
    session.signIn(person)
    void show()
  }

  const signOut = (): void => {
    session.signOut()
    history.replaceState(null, '', addressOf({ kind: 'home' }))
    void show()
  }

  return show
}

const put = (main: HTMLElement, { title, content }: Page, notice: Notice | undefined, focus: boolean) => {
  const box = notice && noticeBox(notice)
  document.title = `${title} – Doorlevering sociale veiligheid`
  main.replaceChildren(...[box ?? null, ...content].filter(part => part !== null && part !== false))
  main.removeAttribute('aria-busy')
  if (!focus) return
  if (!box) scrollTo(0, 0)
  ;(box ?? main.querySelector('h1'))?.focus()
}

const signedInAs = ({ name, told }: DemoPerson, signOut: () => void) => [
  element('p', { class: 'signed-in' }, element('strong', {}, name), element('span', {}, told)),
  element('button', { type: 'button', onclick: signOut }, 'Afmelden'),
]

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element ${id}`)
  return found
}

byId('kleine-groepen').textContent =
  `Gegevens over een groep met minder dan ${thresholdInWords} respondenten ook niet.`

const main = byId('inhoud')
const show = screensIn({ main, who: byId('who') }, startSession())
addEventListener('hashchange', () => void show())
byId('skip').addEventListener('click', event => {
  // The address holds the place in the portal; a jump within the page leaves it alone.
  event.preventDefault()
  main.focus()
})
void show(undefined, false)
