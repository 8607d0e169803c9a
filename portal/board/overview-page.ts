import { warningInWords } from '../../shared/consent/in-words.ts'
import { addressOf, type BoardPlace } from '../address.ts'
import { linkButton } from '../button.ts'
import { downloads } from '../download.ts'
import { bullets, type Child, element, link, paragraph, remark } from '../element.ts'
import type { OverviewItem } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { capitalized, schoolsInWords } from '../wording.ts'
import { yearChooser, yearUnderWay } from '../year-chooser.ts'
import { boardNamed } from './board-name.ts'
import { whyClosed } from './consents/candidates.ts'
import { counts } from './counts.ts'
import { overviewList } from './overview-list.ts'
import { selectionFrom } from './selection.ts'

type OverviewPlace = Extract<BoardPlace, { kind: 'board' }>

/** Where each school of a board stands in a school year. */
export const overviewPage = async (visit: Visit, place: OverviewPlace): Promise<Page> => {
  const { boardId, schoolYear } = place
  const [known, board] = await Promise.all([visit.api.schoolYears(), boardNamed(visit.api, boardId)])
  const years = known.map(year => year.schoolYear)
  const year = schoolYear ?? yearUnderWay(years, visit.api.tomorrow())
  const title = visit.person.role === 'board' ? 'Uw scholen' : 'Scholen van het bestuur'
  const head = [
    element('h1', { tabindex: -1 }, title),
    element('p', { class: 'subtitle' }, board),
    // A board has it in its menu.
    visit.person.role === 'operator' && toAdministrators(boardId),
  ]
  if (year === undefined) return { title, content: [...head, paragraph(noYears)] }
  const chooser = yearChooser(years, year, other => addressOf({ kind: 'board', boardId, schoolYear: other }))
  return {
    title: `${title} in ${year}`,
    content: [...head, chooser, ...(await overview(visit, { ...place, schoolYear: year }))],
  }
}

const noYears =
  'Er is nog geen schooljaar met een doorleverdatum. De beheerder van het portaal zet die in de kalender.'

const overview = async (
  { api, person }: Visit,
  place: OverviewPlace & { schoolYear: string },
): Promise<readonly Child[]> => {
  const { boardId, schoolYear, filters = {} } = place
  const items = await api.overview(boardId, schoolYear)
  if (items.length === 0) return [paragraph('Dit bestuur heeft hier nog geen scholen.')]
  return [
    ...obstaclesFor(items, boardId),
    warningsFor(items, place),
    counts(items),
    person.role === 'board' &&
      items.filter(item => whyClosed(item) === undefined).length > 1 &&
      linkButton(
        'primary',
        'Toestemming geven voor meerdere scholen',
        addressOf({ kind: 'consents', boardId, schoolYear }),
      ),
    overviewList(items, place, selectionFrom(filters)),
    downloads({
      read: mediaType => api.overviewFile(boardId, schoolYear, mediaType),
      what: `overzicht van alle scholen in ${schoolYear}`,
      fileName: `overzicht-${boardId}-${schoolYear}`,
      offered: ['csv', 'json'],
    }),
  ]
}

const toAdministrators = (boardId: string) =>
  link(addressOf({ kind: 'administrators', boardId }), 'Gebruikersbeheerders')

/** What keeps schools from giving consent and is not theirs to mend. */
const obstaclesFor = (items: readonly OverviewItem[], boardId: string): readonly Child[] => {
  const isThere = (obstacle: OverviewItem['obstacles'][number]) =>
    items.some(({ obstacles }) => obstacles.includes(obstacle))
  return [
    isThere('no-board-administrator') &&
      remark(
        'warning',
        paragraph(
          'Het bestuur heeft nog geen gebruikersbeheerder. Zonder gebruikersbeheerder kan niemand toestemming opslaan. ',
          toAdministrators(boardId),
        ),
      ),
    isThere('no-delivery-window') &&
      remark('note', paragraph('Er is op dit moment geen doorleverdatum beschikbaar.')),
  ]
}

/** What consents in force warn of, with a way to the schools. */
const warningsFor = (items: readonly OverviewItem[], place: OverviewPlace): Child => {
  const lines = (['delivers-nothing', 'results-changed'] as const)
    .map(status => ({ status, warned: items.filter(({ warnings = [] }) => warnings.includes(status)) }))
    .filter(({ warned }) => warned.length > 0)
    .map(({ status, warned }) => {
      const href = addressOf({ ...place, filters: { status } })
      const words = `${capitalized(warningInWords[status])}: ${schoolsInWords(warned.length)}`
      return link(href, words)
    })
  return lines.length > 0 && remark('warning', bullets(lines))
}
