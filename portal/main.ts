import { roleInWords } from '../shared/access/policy.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { accessibilityPage } from './accessibility-page.ts'
import { type Place, placeAt } from './address.ts'
import { announce } from './announce.ts'
import { apiFor, Refusal } from './api.ts'
import { type Configuration, readConfiguration } from './configuration.ts'
import { draftsOf } from './consent/drafts.ts'
import { ignoreStrayDoubleClicks } from './double-click.ts'
import { element } from './element.ts'
import { homeOf } from './home.ts'
import { navigation } from './navigation.ts'
import { openIdOf, type Person } from './openid.ts'
import { problemPage } from './problem-page.ts'
import { type ProgressBar, progressBar } from './progress.ts'
import { screenOf } from './screens.ts'
import { type Session, startSession } from './session.ts'
import { signInPage } from './sign-in.ts'
import { signOutDialog } from './sign-out-dialog.ts'
import type { Tools } from './tools.ts'
import { clearNotice, type Notice, noticeBox, type Page, type Visit } from './visit.ts'

/** For how many milliseconds a screen may take to come before it is told. */
const SOON = 1000

interface Frame {
  main: HTMLElement
  /** For ways to other pages. */
  menu: HTMLElement
  /** Where it says who is signed in. */
  who: HTMLElement
  /** For how far the next screen is. */
  loading: HTMLElement
}

/** Shows screens, one after another: for the place in the address, to whoever is signed in. */
const screensIn = (frame: Frame, session: Session, { accessibility }: Configuration) => {
  let turn = 0
  let here: Place = { kind: 'home' }
  let shown: Page | undefined

  const show = async (notice?: Notice, focus = true): Promise<void> => {
    turn += 1
    const mine = turn
    shown = undefined
    frame.main.setAttribute('aria-busy', 'true')
    const loading = progressBar('Bezig met laden')
    const late = setTimeout(() => mine === turn && frame.loading.replaceChildren(loading.node), SOON)
    const page = await pageAt(placeAt(location.hash), loading).catch(problem)
    clearTimeout(late)
    // Somebody who went on in the meantime is not called back.
    if (mine === turn) present(page, notice, focus)
  }

  const present = (page: Page, notice?: Notice, focus = true): void => {
    shown = page
    frame.loading.replaceChildren()
    put(frame.main, page, notice, focus)
  }

  /** Goes to the place in the address: within the screen that is shown, where that can. */
  const move = (): void => {
    const title = shown?.follow?.(placeAt(location.hash))
    if (title === undefined) return void show()
    clearNotice()
    announce('')
    setTitle(title)
  }

  const pageAt = async (place: Place, loading: ProgressBar): Promise<Page> => {
    const person = session.person()
    frame.who.replaceChildren(...(person ? signedInAs(person, () => signOut(person)) : []))
    const home = person && homeOf(person)
    const destination = home && home.kind !== 'home' && place.kind === 'home' ? home : place
    here = destination
    frame.menu.replaceChildren(...(person ? navigation(person, destination) : []))
    if (destination.kind === 'accessibility') return accessibilityPage(accessibility)
    if (!person) return signInPage(signIn)
    const [api, drafts] = [apiFor(session), draftsOf(person.sub)]
    const visit: Visit = { api, person, drafts, home: homeOf(person), loading, refresh: show, signIn }
    return screenOf(visit, destination)
  }

  const problem = (error: unknown): Page => problemPage(error, { tryAgain: () => void show(), signIn })
  const leave = (way: () => Promise<void>): void => void way().catch(error => present(problem(error)))
  const signIn = (): void => leave(session.signIn)
  const signOut = ({ sub }: Person): void => {
    const drafts = draftsOf(sub)
    if (drafts.areThere()) signOutDialog(frame.main, drafts, session)
    else leave(session.signOut)
  }

  return { show, move, problem, here: () => here }
}

const setTitle = (title: string): void => {
  document.title = `${title} – Doorlevering sociale veiligheid`
}

const put = (main: HTMLElement, page: Page, said: Notice | undefined, focus: boolean) => {
  announce('')
  const { title, content, notice = said } = page
  const box = notice && noticeBox(notice)
  setTitle(title)
  main.replaceChildren(...[box ?? null, ...content].filter(part => part !== null && part !== false))
  main.removeAttribute('aria-busy')
  if (!focus) return
  if (!box) scrollTo(0, 0)
  const alert = main.querySelector<HTMLElement>('[role=alert]:not([hidden])')
  ;(box ?? alert ?? main.querySelector('h1'))?.focus()
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
  if (notice !== undefined) byId('mededeling').replaceChildren(element('p', { class: 'sheet' }, notice))
  const { session, problem } = await startSession(
    openIdOf(configuration, `${location.origin}${location.pathname}`),
  )
  const frame = { main, menu: byId('menu'), who: byId('who'), loading: byId('laden') }
  const screens = screensIn(frame, session, configuration)
  addEventListener('hashchange', screens.move)
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

ignoreStrayDoubleClicks()

const loadAgain = () => location.reload()
start().catch(error =>
  put(main, problemPage(error, { tryAgain: loadAgain, signIn: loadAgain }), undefined, true),
)
