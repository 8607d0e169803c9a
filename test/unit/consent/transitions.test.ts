import { describe, expect, it } from 'vitest'
import { evolve } from '../../../shared/consent/decider.ts'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import { type EventType, eventTypes, type Phase, transitions } from '../../../shared/consent/transitions.ts'
import {
  changed,
  delivered,
  failed,
  given,
  inPhase,
  nothingToDeliver,
  phases,
  resultsChanged,
  retried,
  started,
  withdrawn,
} from '../../support/builders.ts'

/** What the rules allow: the phases each event may follow, and the one it leads to. */
const allowed: Record<EventType, { after: readonly Phase[]; leadsTo: Phase }> = {
  given: { after: ['none', 'withdrawn', 'nothing-to-deliver', 'delivery-failed'], leadsTo: 'given' },
  changed: { after: ['given'], leadsTo: 'given' },
  withdrawn: { after: ['given', 'nothing-to-deliver', 'delivery-failed'], leadsTo: 'withdrawn' },
  'results-changed': { after: ['given'], leadsTo: 'given' },
  'delivery-started': { after: ['given'], leadsTo: 'in-delivery' },
  delivered: { after: ['in-delivery'], leadsTo: 'delivered' },
  'nothing-to-deliver': { after: ['given'], leadsTo: 'nothing-to-deliver' },
  'delivery-failed': { after: ['in-delivery'], leadsTo: 'delivery-failed' },
  'delivery-retried': { after: ['delivery-failed'], leadsTo: 'in-delivery' },
}

const anEvent: Record<EventType, ConsentEvent> = {
  given: given(),
  changed: changed(),
  withdrawn: withdrawn(),
  'results-changed': resultsChanged(null),
  'delivery-started': started(),
  delivered: delivered(),
  'nothing-to-deliver': nothingToDeliver,
  'delivery-failed': failed(),
  'delivery-retried': retried(),
}

const everyPhase: readonly Phase[] = ['none', ...phases]
const pairs = eventTypes.flatMap(type => everyPhase.map(phase => ({ type, phase })))
const may = ({ type, phase }: (typeof pairs)[number]) => allowed[type].after.includes(phase)
const stateIn = (phase: Phase) => (phase === 'none' ? undefined : inPhase(phase))

describe('the table of transitions', () => {
  it('knows the events of the contract and no others', () => {
    expect(eventTypes.toSorted()).toEqual(Object.keys(allowed).toSorted())
  })

  it('has the board mailed about every save and every end, and about nothing on the way', () => {
    const silent = eventTypes.filter(type => !transitions[type].mails)
    expect(silent.toSorted()).toEqual(['delivery-retried', 'delivery-started'])
  })

  it('has the plan to deliver made, moved or ended by every save and by newer results, and by nothing else', () => {
    const planning = eventTypes.filter(type => transitions[type].plans)
    expect(planning.toSorted()).toEqual(['changed', 'given', 'results-changed', 'withdrawn'])
  })
})

describe('an event', () => {
  it.each(pairs.filter(may))('$type may follow $phase', ({ type, phase }) => {
    expect(evolve(stateIn(phase), anEvent[type], 7).phase).toBe(allowed[type].leadsTo)
    expect(transitions[type].to).toBe(allowed[type].leadsTo)
  })

  it.each(pairs.filter(pair => !may(pair)))('$type never follows $phase', ({ type, phase }) => {
    expect(() => evolve(stateIn(phase), anEvent[type], 7)).toThrow(`${type} cannot follow ${phase}`)
  })
})
