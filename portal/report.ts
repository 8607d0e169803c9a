import { levelInWords } from '../shared/consent/in-words.ts'
import { groupAmong, listed } from '../shared/monitoring/in-words.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import type { Api } from './api.ts'
import { downloads } from './download.ts'
import { element, facts, paragraph, remark, section } from './element.ts'
import { groupResults, hasMissingScore } from './group-results.ts'
import type { DeliveryView, Level, Monitoring, Report } from './shapes.ts'
import { tabs } from './tabs.ts'
import { levelName, momentInWords, questionnaireInWords, sentences } from './wording.ts'

interface ReportOptions {
  api: Api
  monitoring: Monitoring
  reports: readonly Report[]
  /** Whether who reads can give or change the consent now. */
  mayGive: boolean
  /** The level to begin with; that of the consent where there is none. */
  level: Level | undefined
  /** Hears which level is being read. */
  chose(level: Level): void
}

/** The report at each level that can be delivered, as the inspectorate would get it. */
export const reportSection = (options: ReportOptions): HTMLElement => {
  const { monitoring, reports, level, chose } = options
  const { consent, results } = monitoring
  const chosen = consent?.status === 'given' ? consent.level : undefined
  const panels = reports.map(report => ({
    id: report.document.level,
    name: `${levelName(report.document.level)}${report.document.level === chosen ? ' (gekozen)' : ''}`,
    content: panelOf(options, report),
  }))
  const [first, ...others] = panels
  return section(
    'rapport',
    'Rapport',
    paragraph(
      sentences(
        'De cijfers staan op een schaal van 1 tot en met 10.',
        'Een hoger cijfer is beter, ook bij Aantasting: dan hebben leerlingen er minder last van.',
      ),
    ),
    facts(
      ...results.map(
        ({ questionnaire, importedAt }) =>
          [questionnaireInWords[questionnaire], `Bijgewerkt op ${momentInWords(importedAt)}`] as const,
      ),
    ),
    others.length > 0 && tabs('Niveau', panels, level ?? chosen, chose),
    ...(first && others.length === 0 ? [paragraph(onlyLevel), first.content] : []),
  )
}

const onlyLevel = 'De resultaten van de ProZO!-vragenlijst worden altijd op onderwijssoortniveau geleverd.'

const panelOf = (options: ReportOptions, { document: report, digest, withheld }: Report): HTMLElement => {
  const { schoolId, schoolYear, level, groups } = report
  const all = [...groups, ...withheld]
  const received = groups.length > 0 ? whoReceives(options, level, digest) : undefined
  return element(
    'div',
    { class: 'report' },
    received !== undefined && paragraph(received),
    groups.length === 0
      ? nothingToDeliver(withheld, options)
      : withheld.length > 0 && withheldRemark(withheld.map(group => groupAmong(all, group))),
    ...groups.map(group => groupResults(group, groupAmong(all, group))),
    groups.some(hasMissingScore) &&
      element(
        'p',
        { class: 'utrecht-form-field-description' },
        `Geen cijfer: minder dan ${thresholdInWords} leerlingen gaven antwoord.`,
      ),
    downloads({
      read: mediaType => options.api.reportFile(schoolId, schoolYear, level, mediaType),
      what: 'rapport',
      fileName: `monitoring-${schoolId}-${schoolYear}-${levelInWords[level]}`,
      offered: ['pdf', 'csv', 'json'],
    }),
    digestOf(digest),
  )
}

/** Whether the inspectorate gets, or got, the report of a level. After a failed delivery that is open. */
const whoReceives = (
  { monitoring: { consent, delivery }, mayGive }: ReportOptions,
  level: Level,
  digest: string,
): string | undefined => {
  if (delivery?.status === 'failed') return undefined
  if (delivery?.status === 'delivered' && delivery.deliveredAt !== null)
    return consent?.level === level && delivery.reportDigest === digest
      ? `Dit rapport is op ${momentInWords(delivery.deliveredAt)} geleverd.`
      : 'Dit rapport is niet geleverd.'
  if (delivery?.status !== 'planned' && delivery?.status !== 'in-progress')
    return mayGive
      ? 'Dit rapport ontvangt de inspectie als u toestemming geeft op dit niveau.'
      : 'Dit rapport ontvangt de inspectie alleen met toestemming op dit niveau.'
  if (consent?.level !== level)
    return 'Dit rapport ontvangt de inspectie niet: de toestemming is voor een ander niveau.'
  return delivery.status === 'planned'
    ? 'Dit rapport ontvangt de inspectie op de doorleverdatum. Komen er voor die dag nieuwe resultaten, dan worden die geleverd.'
    : 'Dit rapport wordt nu geleverd.'
}

const digestOf = (digest: string) =>
  element(
    'details',
    {},
    element('summary', {}, 'Controlecode'),
    paragraph(
      'Aan deze code is te zien dat precies dit rapport is geleverd. De code staat ook bij de levering.',
    ),
    element('code', {}, digest),
  )

const withheldRemark = (names: readonly string[]) =>
  remark(
    'note',
    element('strong', {}, `Niet in dit rapport: ${listed(names)}`),
    paragraph(
      sentences(
        `Minder dan ${thresholdInWords} leerlingen vulden de vragenlijst in. Daarom worden hiervan geen gegevens geleverd.`,
        'De inspectie krijgt deze melding niet.',
      ),
    ),
  )

const nothingToDeliver = (withheld: Report['withheld'], { mayGive, monitoring }: ReportOptions) =>
  remark(
    'warning',
    element('strong', {}, 'Op dit niveau wordt niets geleverd'),
    paragraph(
      sentences(
        withheld.length > 1
          ? `In elke groep vulden minder dan ${thresholdInWords} leerlingen de vragenlijst in.`
          : `Minder dan ${thresholdInWords} leerlingen vulden de vragenlijst in.`,
        ...(mayGive ? whatMayCome(monitoring.delivery) : []),
      ),
    ),
  )

/** A consent holds for one date: what comes after it asks for another. */
const whatMayCome = (delivery: DeliveryView | null): readonly string[] =>
  delivery?.status === 'nothing-to-deliver' || delivery?.status === 'failed'
    ? ['Komen er later meer resultaten? Geef dan opnieuw toestemming, voor een latere datum.']
    : [
        'U kunt wel toestemming geven.',
        'Komen er voor de doorleverdatum meer resultaten, dan worden die geleverd.',
      ]
