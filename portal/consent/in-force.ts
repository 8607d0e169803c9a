import { levelInWords } from '../../shared/consent/in-words.ts'
import { thresholdInWords } from '../../shared/monitoring/threshold.ts'
import { type Child, element, paragraph, remark } from '../element.ts'
import type { ConsentView, EventView, Monitoring, Report } from '../shapes.ts'
import { dayInWords, momentInWords, sentences } from '../wording.ts'
import type { Loaded } from './loaded.ts'
import { oldBesideNew } from './old-beside-new.ts'
import { lastSave } from './since-draft.ts'

/**
 * What became of the figures under a consent in force: that they are others now, or that nothing can be delivered of them.
 * `mayGive` is whether who reads can change it now.
 */
export const inForceRemarks = (loaded: Loaded, mayGive: boolean): readonly Child[] => {
  const { monitoring, reports } = loaded
  const { consent, status } = monitoring
  if (!consent || status !== 'consent-given') return []
  const report = reportInForce(monitoring, reports)
  if (!report) return [levelImpossible(monitoring, consent, mayGive)]
  const whatToDo = mayGive
    ? 'Bekijk het. Moet het anders? Wijzig de toestemming dan, of trek die in.'
    : 'Dat staat verderop.'
  return [
    ...newFigures(loaded, whatToDo),
    ...(report.document.groups.length === 0 ? [nothingNow(consent)] : []),
  ]
}

/** The figures that came since the last save beside those that a consent in force was given for; nothing where they are the same. */
export const newFigures = (
  { monitoring, reports, events, promised }: Loaded,
  whatToDo: string,
): readonly Child[] => {
  const report = monitoring.status === 'consent-given' && reportInForce(monitoring, reports)
  const changed = changesOfResults(events).at(-1)
  // Figures may have become again what they were.
  if (!report || !changed || promised?.digest === report.digest) return []
  return [
    newFiguresRemark(changed, events, promised, whatToDo),
    ...(promised ? oldBesideNew(promised, report) : []),
  ]
}

const reportInForce = ({ consent }: Monitoring, reports: readonly Report[]): Report | undefined =>
  reports.find(({ document }) => document.level === consent?.level)

/** Whether nothing would be delivered of a consent in force as things are today. */
export const deliversNothing = (monitoring: Monitoring, reports: readonly Report[]): boolean =>
  monitoring.status === 'consent-given' &&
  (reportInForce(monitoring, reports)?.document.groups.length ?? 0) === 0

/** Since the last save. */
const changesOfResults = (events: readonly EventView[]): readonly EventView[] => {
  const saved = lastSave(events)?.version ?? 0
  return events.filter(({ type, version }) => type === 'results-changed' && version > saved)
}

/** The digest of the report that a consent in force was saved for, where newer figures have replaced it. */
export const promisedDigest = ({ status }: Monitoring, events: readonly EventView[]): string | undefined => {
  const [first] = status === 'consent-given' ? changesOfResults(events) : []
  const digest = first?.changes.find(({ field }) => field === 'reportDigest')?.from
  return typeof digest === 'string' ? digest : undefined
}

const newFiguresRemark = (
  { at }: EventView,
  events: readonly EventView[],
  promised: Report | undefined,
  whatToDo: string,
): HTMLElement => {
  const saved = lastSave(events)
  return remark(
    'warning',
    element('h3', {}, 'De toestemming geldt nu voor nieuwe cijfers'),
    paragraph(
      sentences(
        `Op ${momentInWords(at)} zijn er nieuwe resultaten of leerlingaantallen ingelezen.`,
        `De toestemming is van ${saved ? momentInWords(saved.at) : 'eerder'}. Het nieuwe rapport wordt geleverd.`,
        whatToDo,
      ),
    ),
    !promised && paragraph(NOT_KEPT),
  )
}

const NOT_KEPT =
  'De cijfers van daarvoor zijn niet bewaard. Heeft u toen het rapport gedownload? Leg dat er dan naast.'

const levelImpossible = (
  { results }: Monitoring,
  { level, deliveryDate }: ConsentView,
  mayGive: boolean,
): HTMLElement =>
  remark(
    'warning',
    element('h3', {}, `Op ${levelInWords[level]} kan niet meer worden geleverd`),
    paragraph(
      results.length === 0
        ? `Er zijn geen onderzoeksresultaten meer. Komen er geen nieuwe, dan wordt er op ${dayInWords(deliveryDate)} niets geleverd.`
        : sentences(
            'Er zijn nieuwe resultaten, die alleen op een ander niveau geleverd worden.',
            mayGive ? 'Wijzig het niveau. Anders wordt' : 'Met deze toestemming wordt',
            `er op ${dayInWords(deliveryDate)} niets geleverd.`,
          ),
    ),
  )

const nothingNow = ({ deliveryDate }: ConsentView): HTMLElement =>
  remark(
    'warning',
    element('h3', {}, 'Op dit moment wordt er niets geleverd'),
    paragraph(
      sentences(
        `Er is geen groep waarin ${thresholdInWords} of meer leerlingen de vragenlijst invulden.`,
        `Komen er voor ${dayInWords(deliveryDate)} meer resultaten, dan worden die geleverd.`,
      ),
    ),
  )
