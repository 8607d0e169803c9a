import { levelInWords } from '../shared/consent/in-words.ts'
import { statusInWords } from '../shared/consent/status.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { element } from './element.ts'
import type { ConsentView, Monitoring, MonitoringStatus } from './shapes.ts'
import { capitalized, sentences } from './wording.ts'

const tones = {
  none: 'utrecht-status-badge utrecht-status-badge--inactive',
  waiting: 'utrecht-status-badge utrecht-status-badge--warning',
  busy: 'utrecht-status-badge utrecht-status-badge--neutral',
  good: 'utrecht-status-badge utrecht-status-badge--safe',
  bad: 'utrecht-status-badge utrecht-status-badge--danger',
} as const

export type BadgeTone = keyof typeof tones

/** A status in a word or two; the colour only repeats it. */
export const badge = (tone: BadgeTone, label: string): HTMLElement =>
  element('span', { class: tones[tone] }, label)

/** What a status means; `invites` is said only to who can give consent now. */
const meanings: Readonly<Record<MonitoringStatus, { tone: BadgeTone; told: string; invites?: string }>> = {
  'no-results': {
    tone: 'none',
    told: 'Zodra er onderzoeksresultaten zijn, staat hier het rapport. Dan kan er toestemming worden gegeven.',
  },
  'awaiting-consent': {
    tone: 'waiting',
    told: 'Zonder toestemming wordt er niets geleverd.',
    invites: 'Bekijk het rapport voordat u toestemming geeft.',
  },
  'consent-given': {
    tone: 'good',
    told: 'De gegevens worden op de doorleverdatum geleverd aan de inspectie.',
  },
  'consent-withdrawn': {
    tone: 'waiting',
    told: 'Er wordt niets geleverd.',
    invites: 'U kunt opnieuw toestemming geven.',
  },
  'in-delivery': {
    tone: 'busy',
    told: 'De gegevens worden nu geleverd aan de inspectie. Dat kan even duren. U hoeft niets te doen.',
  },
  delivered: {
    tone: 'good',
    told: 'De inspectie heeft de gegevens ontvangen. U hoeft niets meer te doen.',
  },
  'nothing-to-deliver': {
    tone: 'bad',
    told: 'Op de doorleverdatum viel er niets te leveren.',
    invites: 'U kunt opnieuw toestemming geven, voor een latere datum.',
  },
  'delivery-failed': {
    tone: 'bad',
    told: 'De inspectie heeft niets ontvangen. De beheerder van het portaal kan op verzoek opnieuw leveren.',
    invites: 'U kunt ook opnieuw toestemming geven, voor een latere datum.',
  },
}

/** In the order in which they come. */
export const statuses = Object.keys(meanings) as MonitoringStatus[]

export const statusLabel = (status: MonitoringStatus): string => capitalized(statusInWords[status])

export const statusBadge = (status: MonitoringStatus): HTMLElement =>
  badge(meanings[status].tone, statusLabel(status))

/** What a status means for who reads it, and why it is so. */
export const meaningOf = ({ status, consent }: Monitoring, mayGive: boolean): string => {
  const { told, invites } = meanings[status]
  return sentences(meaning(status, consent) ?? told, ...(mayGive && invites ? [invites] : []))
}

const meaning = (status: MonitoringStatus, consent: ConsentView | null): string | undefined => {
  if (status === 'nothing-to-deliver' && consent) return whyNothing(consent)
  if (status === 'consent-given' && !consent?.editable)
    return 'De gegevens worden vandaag geleverd aan de inspectie.'
  return undefined
}

/** Why nothing was delivered of a consent on its date. Without a digest there was no report at its level. */
export const whyNothing = ({ level, reportDigest }: ConsentView): string =>
  reportDigest === null
    ? `Er waren op de doorleverdatum geen resultaten die op ${levelInWords[level]} kunnen worden geleverd.`
    : `Er was geen groep waarin ${thresholdInWords} of meer leerlingen de vragenlijst hadden ingevuld.`
