import { roleInWords } from '../shared/access/policy.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { accessibilityPage } from './accessibility-page.ts'
import { type Place, placeAt } from './address.ts'
import { apiFor, Refusal } from './api.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { element } from './element.ts'
import { homeOf } from './home.ts'
import { navigation } from './navigation.ts'
import { openIdOf, type Person } from './openid.ts'
import { problemPage } from './problem-page.ts'
import { screenOf } from './screens.ts'
import { type Session, startSession } from './session.ts'
import { signInPage } from './sign-in.ts'
import type { Tools } from './tools.ts'
import { type Notice, noticeBox, type Page, type Visit } from './visit.ts'

interface Frame {
  main: HTMLElement
  /** For ways to other pages. */
  menu: HTMLElement
  /** Where it says who is signed in. */
  who: HTMLElement
}

/** Shows screens, one after another: for the place in the address, to whoever is signed in. */
const screensIn = (frame: Frame, session: Session, { accessibility }: Configuration) => {
  let turn = 0
  let here: Place = { kind: 'home' }

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
    frame.who.replaceChildren(...(person ? signedInAs(person, () => leave(session.signOut)) : []))
    const destination = person && place.kind === 'home' ? homeOf(person) : place
    here = destination
    frame.menu.replaceChildren(...(person ? navigation(person, destination) : []))
    if (destination.kind === 'accessibility') return accessibilityPage(accessibility)
    if (!person) return signInPage(signIn)
    const visit: Visit = { api: apiFor(session), person, home: homeOf(person), refresh: show, signIn }
    return screenOf(visit, destination)
  }

  const problem = (error: unknown): Page => problemPage(error, { tryAgain: () => void show(), signIn })
  const leave = (way: () => Promise<void>): void =>
    void way().catch(error => put(frame.main, problem(error), undefined, true))
  const signIn = (): void => leave(session.signIn)

  return { show, problem, here: () => here }
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

const signedInAs = ({ name, role }: Person, signOut: () => void) => [
  element('p', { class: 'signed-in' }, element('strong', {}, name), element('span', {}, roleInWords(role))),
  element('button', { type: 'button', class: 'on-masthead', onclick: signOut }, 'Afmelden'),
]

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element ${id}`)
  return found
}

byId('kleine-groepen').textContent =
  `Gegevens over een groep met minder dan ${thresholdInWords} respondenten ook niet.`

const main = byId('inhoud')
byId('skip').addEventListener('click', event => {
  // The address holds the place in the portal; a jump within the page leaves it alone.
  event.preventDefault()
  main.focus()
})

const start = async (): Promise<void> => {
  const configuration = await readConfiguration()
  const { notice } = configuration
  if (notice !== undefined) byId('mededeling').replaceChildren(element('p', { class: 'local sheet' }, notice))
  const { session, problem } = await startSession(openIdOf(configuration))
  const frame = { main, menu: byId('menu'), who: byId('who') }
  const screens = screensIn(frame, session, configuration)
  addEventListener('hashchange', () => void screens.show())
  if (problem) put(main, screens.problem(new Refusal(problem)), undefined, true)
  else await screens.show(undefined, false)
  if (configuration.tools !== undefined) {
    const tools = (await import(configuration.tools)) as Tools
    await tools.start(byId('mededeling'), {
      api: apiFor(session),
      here: screens.here,
      refresh: () => screens.show(undefined, false),
    })
  }
}

const loadAgain = () => location.reload()
start().catch(error =>
  put(main, problemPage(error, { tryAgain: loadAgain, signIn: loadAgain }), undefined, true),
)
