/** Where one school can stand in one school year, from the first consent on. */
export const phases = [
  'given',
  'withdrawn',
  'in-delivery',
  'delivered',
  'nothing-to-deliver',
  'delivery-failed',
] as const

/** `none` is the time before the first consent. */
export type Phase = 'none' | (typeof phases)[number]

interface Transition {
  from: readonly Phase[]
  to: Exclude<Phase, 'none'>
  /** Rule 7: whether the board is mailed about it. */
  mails: boolean
  /** Whether it makes, moves or ends the plan to deliver. */
  plans: boolean
}

/** Every event of the log: the phases it may follow, the phase it leads to, and what is to be done about it. */
export const transitions = {
  given: {
    from: ['none', 'withdrawn', 'nothing-to-deliver', 'delivery-failed'],
    to: 'given',
    mails: true,
    plans: true,
  },
  changed: { from: ['given'], to: 'given', mails: true, plans: true },
  withdrawn: {
    from: ['given', 'nothing-to-deliver', 'delivery-failed'],
    to: 'withdrawn',
    mails: true,
    plans: true,
  },
  'results-changed': { from: ['given'], to: 'given', mails: true, plans: true },
  'delivery-started': { from: ['given'], to: 'in-delivery', mails: false, plans: false },
  'nothing-to-deliver': { from: ['given'], to: 'nothing-to-deliver', mails: true, plans: false },
  delivered: { from: ['in-delivery'], to: 'delivered', mails: true, plans: false },
  'delivery-failed': { from: ['in-delivery'], to: 'delivery-failed', mails: true, plans: false },
  'delivery-retried': { from: ['delivery-failed'], to: 'in-delivery', mails: false, plans: false },
} as const satisfies Record<string, Transition>

export type EventType = keyof typeof transitions

export const eventTypes = Object.keys(transitions) as readonly EventType[]

export const mayFollow = (type: EventType, phase: Phase): boolean =>
  (transitions[type].from as readonly Phase[]).includes(phase)
