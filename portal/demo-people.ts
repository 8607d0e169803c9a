import type { Destination } from './address.ts'

/** Somebody to be in the local environment. Elsewhere people sign in with the portal's OpenID provider. */
export interface DemoPerson {
  id: string
  name: string
  told: string
  claims: { role: 'school'; schools: readonly string[] } | { role: 'board'; board: string }
  home: Destination
}

const atSchool = (schoolId: string, name: string, school: string): DemoPerson => ({
  id: `school-${schoolId}`,
  name,
  told: school,
  claims: { role: 'school', schools: [schoolId] },
  home: { kind: 'school', schoolId },
})

const atBoard = (boardId: string, name: string, board: string): DemoPerson => ({
  id: `bestuur-${boardId}`,
  name,
  told: board,
  claims: { role: 'board', board: boardId },
  home: { kind: 'board', boardId },
})

/** The people of the demo data. */
export const demoPeople: readonly DemoPerson[] = [
  atSchool('99AA00', 'A. de Jong', 'Scholengemeenschap De Vuurtoren'),
  atSchool('99AB00', 'F. Yılmaz', 'De Kade, school voor speciaal onderwijs'),
  atSchool('99AC00', 'P. Smit', 'Praktijkschool Het Anker'),
  atSchool('99AD00', 'N. Bakker', 'Scholengemeenschap De Sluis'),
  atSchool('99BA00', 'L. Visser', 'Basisschool De Appelhof'),
  atBoard('99001', 'Marieke van Dam', 'Stichting De Vier Windstreken'),
  atBoard('99002', 'Hanneke Bos', 'Vereniging De Boomgaard'),
]

/** A token from the local environment's own issuer. */
export const tokenFor = async ({ name, claims }: DemoPerson): Promise<string> => {
  const response = await fetch('/_local/tokens', {
    method: 'POST',
    body: JSON.stringify({ name, ...claims }),
  })
  const { accessToken } = await response.json()
  return accessToken
}
