/** Somebody to sign in as. */
export interface Person {
  /** What a `login_hint` names. */
  readonly id: string
  readonly name: string
  /** Who that is, as the chooser says it. */
  readonly told: string
  readonly claims:
    | { readonly role: 'school'; readonly schools: readonly string[] }
    | { readonly role: 'board'; readonly board: string }
    | { readonly role: 'operator' }
}

const head = (schoolId: string, name: string, school: string): Person => ({
  id: `school-${schoolId}`,
  name,
  told: `Schoolleider van ${school}`,
  claims: { role: 'school', schools: [schoolId] },
})

const administrator = (boardId: string, name: string, board: string): Person => ({
  id: `board-${boardId}`,
  name,
  told: `Gebruikersbeheerder van ${board}`,
  claims: { role: 'board', board: boardId },
})

/** The people of the demo data, as the chooser groups them. */
export const groups: readonly { heading: string; people: readonly Person[] }[] = [
  {
    heading: 'Iemand van een school',
    people: [
      head('99AA00', 'A. de Jong', 'Scholengemeenschap De Vuurtoren'),
      head('99AB00', 'F. Yılmaz', 'De Kade, school voor speciaal onderwijs'),
      head('99AC00', 'P. Smit', 'Praktijkschool Het Anker'),
      head('99AD00', 'N. Bakker', 'Scholengemeenschap De Sluis'),
      head('99BA00', 'L. Visser', 'Basisschool De Appelhof'),
      {
        id: 'school-two',
        name: 'S. Willems',
        told: 'Schoolleider van De Vuurtoren en van De Sluis',
        claims: { role: 'school', schools: ['99AA00', '99AD00'] },
      },
    ],
  },
  {
    heading: 'Iemand van een bestuur',
    people: [
      administrator('99001', 'Marieke van Dam', 'Stichting De Vier Windstreken'),
      administrator('99002', 'Hanneke Bos', 'Vereniging De Boomgaard'),
    ],
  },
  {
    heading: 'Iemand van het portaal',
    people: [
      { id: 'operator', name: 'R. Kuipers', told: 'Beheerder van het portaal', claims: { role: 'operator' } },
    ],
  },
]

export const personNamed = (id: string | null): Person | undefined =>
  groups.flatMap(({ people }) => people).find(person => person.id === id)
