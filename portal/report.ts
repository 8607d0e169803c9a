import { type Api, reportPath } from './api.ts'
import { scoreChart } from './chart.ts'
import { downloads } from './download.ts'
import { element, remark, section } from './element.ts'
import { scoreTable } from './score-table.ts'
import type { EducationType, Level, Report, ReportGroup } from './shapes.ts'
import { tabs } from './tabs.ts'
import { capitalized, decimal, groupInWords, levelInWords, listed } from './wording.ts'

/** The report at each level that can be delivered, as the inspectorate would get it. `chose` hears which one is read. */
export const reportSection = (
  api: Api,
  reports: readonly Report[],
  chosen: Level | undefined,
  chose: (level: Level) => void,
): HTMLElement => {
  const panels = reports.map(report => ({
    id: report.document.level,
    name: levelInWords[report.document.level],
    content: panelOf(api, report),
  }))
  return section(
    'rapport',
    'Rapport',
    element(
      'p',
      {},
      'Dit is het rapport dat de inspectie krijgt. De cijfers staan op een schaal van 1 tot en met 10. Een hoger cijfer is beter, ook bij Aantasting: dan hebben leerlingen er minder last van.',
    ),
    panels.length === 1 &&
      element(
        'p',
        {},
        'De resultaten van de ProZO!-vragenlijst worden altijd op onderwijssoortniveau geleverd.',
      ),
    ...(panels.length === 1 ? [panels[0]?.content ?? null] : [tabs('Niveau', panels, chosen, chose)]),
  )
}

const panelOf = (api: Api, { document: report, digest, withheld }: Report): HTMLElement => {
  const { schoolId, schoolYear, level, groups } = report
  const fileName = `monitoring-${schoolId}-${schoolYear}-${levelInWords[level].toLowerCase()}`
  return element(
    'div',
    { class: 'report' },
    withheld.length > 0 && withheldRemark(withheld),
    groups.length === 0 && nothingToDeliver(),
    ...groups.map(groupOf),
    hasMissingScore(groups) &&
      element('p', { class: 'hint' }, 'Geen cijfer: minder dan vijf leerlingen gaven antwoord.'),
    downloads(api, reportPath(schoolId, schoolYear, level), fileName, ['pdf', 'csv', 'json']),
    element(
      'details',
      { class: 'digest' },
      element('summary', {}, 'Controlegetal'),
      element(
        'p',
        {},
        'Aan dit getal is te zien dat precies dit rapport is geleverd. Het staat ook bij de toestemming en bij de levering.',
      ),
      element('code', {}, digest),
    ),
  )
}

const withheldRemark = (withheld: readonly (EducationType | null)[]) =>
  remark(
    'note',
    element('strong', {}, `Niet in dit rapport: ${listed(withheld.map(groupInWords))}`),
    element(
      'p',
      {},
      'Minder dan vijf leerlingen vulden de vragenlijst in. Daarom worden hiervan geen gegevens geleverd. Alleen uw school en uw bestuur zien deze melding.',
    ),
  )

const nothingToDeliver = () =>
  remark(
    'warning',
    element('strong', {}, 'Op dit niveau valt er niets te leveren'),
    element(
      'p',
      {},
      'U kunt wel toestemming geven. Er wordt pas geleverd als een groep op de doorleverdatum vijf of meer respondenten heeft.',
    ),
  )

const groupOf = (group: ReportGroup): HTMLElement => {
  const name = groupInWords(group.educationType)
  return element(
    'article',
    { class: 'group' },
    element('h3', {}, capitalized(name)),
    element('p', { class: 'response' }, responseOf(group)),
    element(
      'div',
      { class: 'scores' },
      scoreTable(group),
      element('figure', {}, scoreChart(name, group.indicators)),
    ),
  )
}

const responseOf = ({ respondents, pupils, responseRate }: ReportGroup): string => {
  if (pupils === null)
    return `${respondents} leerlingen vulden de vragenlijst in. Hoeveel leerlingen er zijn, is niet bekend.`
  const answered = `${respondents} van de ${pupils} leerlingen vulden de vragenlijst in`
  return responseRate === null ? `${answered}.` : `${answered} (${decimal(responseRate)}%).`
}

const hasMissingScore = (groups: readonly ReportGroup[]): boolean =>
  groups.some(({ indicators }) =>
    indicators.some(
      ({ score, questions }) => score === null || questions.some(question => question.score === null),
    ),
  )
