import type { Api } from '../api.ts'

/** `99001 · Stichting De Vier Windstreken`; the code alone of a board without schools, whose name the API does not tell. */
export const boardNamed = async (api: Api, boardId: string): Promise<string> => {
  const [school] = (await api.schools({ boardId })).items
  return school ? `${boardId} · ${school.boardName}` : boardId
}
