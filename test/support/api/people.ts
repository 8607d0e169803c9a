/** What a token says of who calls (contract section 4). Any claim can be replaced. */
export interface Claims {
  sub: string
  name: string
  role: string
  scope: string
  schools?: readonly string[]
  board?: string
  [claim: string]: unknown
}

const SCOPE = 'openid monitoring'

export const schoolUser = (
  schools: string | readonly string[],
  name = 'Annelies de Jong-Visser',
): Claims => ({
  sub: `idp|${name}`,
  name,
  role: 'school',
  scope: SCOPE,
  schools: [schools].flat(),
})

export const boardUser = (board: string, name = 'Bertus van der Bestuur'): Claims => ({
  sub: `idp|${name}`,
  name,
  role: 'board',
  scope: SCOPE,
  board,
})

export const operator = (name = 'Olga Beheerder'): Claims => ({
  sub: `idp|${name}`,
  name,
  role: 'operator',
  scope: SCOPE,
})
