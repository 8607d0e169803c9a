/// <reference lib="dom" />
import { addressOf, type Place, placeAt } from './address.ts'
import { apiFor, Refusal } from './api.ts'
import { boardPage } from './board-page.ts'
import { type DemoPerson, demoPeople, tokenFor } from './demo-people.ts'
import { element } from './element.ts'
import { schoolPage } from './school-page.ts'
import { signInPage } from './sign-in.ts'
import { type Notice, noticeBox, type Page, type Visit } from './visit.ts'

const REMEMBERED = 'doorlevering.persoon'

/** Shows the place in the address to the person who signed in, and follows both. */
const startPortal = (main: HTMLElement, who: HTMLElement, skip: HTMLElement): void => {
  let turn = 0
  let signedIn: { person: DemoPerson; token: string } | undefined

  const show = async (notice?: Notice, focus = true): Promise<void> => {
    turn += 1
    const mine = turn
    main.setAttribute('aria-busy', 'true')
    const page = await pageAt(placeAt(location.hash)).catch(problemPage)
    // Somebody who went on in the meantime is not called back.
    if (mine !== turn) return
    main.removeAttribute('aria-busy')
    document.title = `${page.title} – Doorlevering sociale veiligheid`
    const box = notice && noticeBox(notice)
    main.replaceChildren(...[box ?? null, ...page.content].filter(part => part !== null && part !== false))
    if (focus) (box ?? main.querySelector('h1'))?.focus()
    if (focus && !box) scrollTo(0, 0)
  }

  const pageAt = async (place: Place): Promise<Page> => {
    const person = demoPeople.find(({ id }) => id === sessionStorage.getItem(REMEMBERED))
    who.replaceChildren(...(person ? signedInAs(person, () => signIn(undefined)) : []))
    if (!person) return signInPage(signIn)
    if (signedIn?.person !== person) signedIn = { person, token: await tokenFor(person) }
    const visit: Visit = { api: apiFor(signedIn.token), home: person.home, refresh: show }
    const destination = place.kind === 'home' ? person.home : place
    return destination.kind === 'board' ? boardPage(visit, destination) : schoolPage(visit, destination)
  }

  const signIn = (person: DemoPerson | undefined): void => {
    if (person) sessionStorage.setItem(REMEMBERED, person.id)
    else sessionStorage.removeItem(REMEMBERED)
    if (!person) history.replaceState(null, '', addressOf({ kind: 'home' }))
    void show()
  }

  const problemPage = (error: unknown): Page => {
    if (!(error instanceof Refusal)) throw error
    const { status, title, detail } = error.problem
    // The local issuer makes new keys at every start: the next attempt asks for a new token.
    if (status === 401) signedIn = undefined
    const hint = status === 404 ? 'Deze pagina bestaat niet, of u mag haar niet bekijken.' : detail
    return {
      title,
      content: [
        element('h1', { tabindex: -1 }, title),
        element('p', {}, hint),
        element(
          'p',
          {},
          element('button', { type: 'button', class: 'primary', onclick: () => show() }, 'Opnieuw proberen'),
        ),
      ],
    }
  }

  addEventListener('hashchange', () => show())
  skip.addEventListener('click', event => {
    // The address holds the place in the portal; a jump within the page leaves it alone.
    event.preventDefault()
    main.focus()
  })
  void show(undefined, false)
}

const signedInAs = ({ name, told }: DemoPerson, leave: () => void) => [
  element('p', { class: 'signed-in' }, element('strong', {}, name), element('span', {}, told)),
  element('button', { type: 'button', onclick: leave }, 'Afmelden'),
]

const byId = (id: string): HTMLElement => {
  const found = document.getElementById(id)
  if (!found) throw new Error(`no element ${id}`)
  return found
}

startPortal(byId('inhoud'), byId('who'), byId('skip'))
