import { type DemoPerson, demoPeople, tokenFor } from './demo-people.ts'

const REMEMBERED = 'doorlevering.persoon'

/** Who is signed in: remembered while the window is open, with a token asked for when it is needed. */
export interface Session {
  person(): DemoPerson | undefined
  token(person: DemoPerson): Promise<string>
  signIn(person: DemoPerson): void
  signOut(): void
  /** The local issuer makes new keys at every start: a token from before is of no use any more. */
  dropToken(): void
}

export const startSession = (): Session => {
  let held: { person: DemoPerson; token: string } | undefined
  return {
    person: () => demoPeople.find(({ id }) => id === sessionStorage.getItem(REMEMBERED)),
    token: async person => {
      if (held?.person !== person) held = { person, token: await tokenFor(person) }
      return held.token
    },
    signIn: person => sessionStorage.setItem(REMEMBERED, person.id),
    signOut: () => sessionStorage.removeItem(REMEMBERED),
    dropToken: () => {
      held = undefined
    },
  }
}
