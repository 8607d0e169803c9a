import { routeManySchools } from '../support/many-schools.ts'
import { settled, signedBy, year } from '../support/portal.ts'
import type { Stage, State } from './state.ts'

const windstreken = `#/besturen/99001/${year}`

const goTo = async ({ portal, page }: Stage, address: string): Promise<void> => {
  await page.goto(`${portal.local.baseUrl}/${address}`)
  await settled(page)
}

const saveAdministrators = ({ page }: Stage) =>
  page.getByRole('button', { name: 'Gebruikersbeheerders opslaan' }).click()

export const boardStates: readonly State[] = [
  {
    name: 'board-schools',
    show: ({ become }) => become('Marieke van Dam'),
  },
  {
    name: 'board-no-school-found',
    show: async stage => {
      await goTo(stage, `${windstreken}?zoek=nergens`)
      await stage.page.getByText('Geen school past bij uw zoekopdracht').waitFor()
    },
  },
  {
    name: 'board-many-schools',
    show: async stage => {
      const path = await routeManySchools(stage.page)
      await goTo(stage, `${windstreken}?pagina=2`)
      await stage.page.getByText('Pagina 2 van 3').waitFor()
      await stage.page.unroute(path)
    },
  },
  {
    name: 'board-administrators',
    show: async stage => {
      await goTo(stage, '#/besturen/99001/gebruikersbeheerders')
      await stage.page.getByRole('group', { name: 'Gebruikersbeheerder 2' }).waitFor()
    },
  },
  {
    name: 'board-administrators-with-faults',
    show: async stage => {
      await stage.page.getByRole('button', { name: 'Voeg een gebruikersbeheerder toe' }).click()
      await saveAdministrators(stage)
      await stage.page.getByRole('alert').getByText('vul een naam in.').waitFor()
    },
  },
  {
    name: 'board-administrators-overtaken',
    show: async stage => {
      const { portal, page } = stage
      const headers = await signedBy(portal, { role: 'board', name: 'Youssef Amrani', board: '99001' })
      const items = [{ name: 'Youssef Amrani', email: 'y.amrani@vierwindstreken.example' }]
      await portal.call('PUT', '/v1/boards/99001/administrators', { items }, headers)
      await page.getByRole('button', { name: 'Verwijder gebruikersbeheerder 3' }).click()
      await saveAdministrators(stage)
      await page.getByRole('alert').getByText('Iemand anders heeft dit intussen gewijzigd').waitFor()
    },
  },
]
