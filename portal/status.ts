import { levelInWords } from '../shared/consent/in-words.ts'
import { thresholdInWords } from '../shared/monitoring/threshold.ts'
import { element } from './element.ts'
import type { ConsentView, Monitoring, MonitoringStatus } from './shapes.ts'
import { sentences } from './wording.ts'

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

/** A status in a few words, and what it means; `invites` is said only to who can give consent now. */
export const statusInWords: Readonly<
  Record<MonitoringStatus, { label: string; tone: BadgeTone; told: string; invites?: string }>
> = {
  'no-results': {
    label: 'Nog geen resultaten',
    tone: 'none',
    told: 'Zodra er onderzoeksresultaten zijn, staat hier het rapport. Dan kan er toestemming worden gegeven.',
  },
  'awaiting-consent': {
    label: 'Nog geen toestemming',
    tone: 'waiting',
    told: 'Zonder toestemming wordt er niets geleverd.',
    invites: 'Bekijk het rapport voordat u toestemming geeft.',
  },
  'consent-given': {
    label: 'Toestemming gegeven',
    tone: 'good',
    told: 'De gegevens worden op de doorleverdatum geleverd aan de inspectie.',
  },
  'consent-withdrawn': {
    label: 'Toestemming ingetrokken',
    tone: 'waiting',
    told: 'Er wordt niets geleverd.',
    invites: 'U kunt opnieuw toestemming geven.',
  },
  'in-delivery': {
    label: 'Levering bezig',
    tone: 'busy',
    told: 'De gegevens worden nu geleverd aan de inspectie. Dat kan even duren. U hoeft niets te doen.',
  },
  delivered: {
    label: 'Geleverd',
    tone: 'good',
    told: 'De inspectie heeft de gegevens ontvangen. U hoeft niets meer te doen.',
  },
  'nothing-to-deliver': {
    label: 'Niets geleverd',
    tone: 'bad',
    told: 'Op de doorleverdatum viel er niets te leveren.',
    invites: 'U kunt opnieuw toestemming geven, voor een latere datum.',
  },
  'delivery-failed': {
    label: 'Levering mislukt',
    tone: 'bad',
    told: 'De inspectie heeft niets ontvangen. De beheerder van het portaal kan op verzoek opnieuw leveren.',
    invites: 'U kunt ook opnieuw toestemming geven, voor een latere datum.',
  },
}

/** In the order in which they come. */
export const statuses = Object.keys(statusInWords) as MonitoringStatus[]

export const isStatus = (name: string): name is MonitoringStatus => Object.hasOwn(statusInWords, name)

export const statusBadge = (status: MonitoringStatus): HTMLElement => {
  const { label, tone } = statusInWords[status]
  return badge(tone, label)
}

/** What a status means for who reads it, and why it is so. */
export const meaningOf = ({ status, consent }: Monitoring, mayGive: boolean): string => {
  const { told, invites } = statusInWords[status]
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
