import { pick, pickByWeight, type Random } from '../../../scripts/survey/random.ts'
import type { ConsentTerms } from '../../../shared/consent/terms.ts'
import { tokenOf } from '../../support/api/api-parts.ts'
import type { Claims } from '../../support/api/people.ts'
import type { DeliveryDate } from './dates.ts'
import type { Asked, Caller, Reply } from './operations.ts'

const callerOf = (sub: string, name: string, role: Caller['role'], reach: object): Caller => {
  const token = tokenOf({ sub, name, role, scope: 'openid monitoring', ...reach } as Claims)
  return { sub, name, role, authorization: `Bearer ${token}` }
}

export const schoolIds = ['99AA00', '99AA01'] as const
export const boardId = '99001'

/** Those who work with the portal. */
export const people = () => ({
  school: callerOf('u-1', 'M. Jansen', 'school', { schools: schoolIds }),
  board: callerOf('u-2', 'K. de Vries', 'board', { board: boardId }),
  operator: callerOf('u-9', 'O. Beheer', 'operator', {}),
})

const texts = ['Alle leerlingen van leerjaar 1 tot en met 4.', 'Een steekproef uit elk leerjaar.'] as const

export const termsOf = (random: Random, dates: readonly DeliveryDate[]): ConsentTerms => ({
  boardApproval: true,
  boardNotification: true,
  level: random() < 0.5 ? 'school' : 'education-type',
  deliveryDate: (random() < 0.75 ? dates[0]! : dates[1]!).date,
  conduct: { representative: true, surveyedGroup: pick(random, texts), anonymous: true },
})

interface Wish {
  readonly wish: 'save' | 'withdraw' | 'again' | 'read' | 'stale'
  readonly weight: number
}

const wishes: readonly [Wish, ...Wish[]] = [
  { wish: 'save', weight: 5 },
  { wish: 'withdraw', weight: 3 },
  { wish: 'again', weight: 2 },
  { wish: 'read', weight: 3 },
  { wish: 'stale', weight: 0.5 },
]

/** What the callers of one school know of its consent: the version that the last answer to any of them told. */
export interface Knowledge {
  version: number
}

/** Somebody who saves, withdraws and reads, knowing what the last answers told, and asks again where none came. */
export class User {
  readonly caller: Caller
  readonly #random: Random
  readonly #dates: readonly DeliveryDate[]
  readonly #knowledge: Knowledge
  #last: Asked | undefined
  #isAnswered = true
  #isBehind = false

  constructor(caller: Caller, random: Random, dates: readonly DeliveryDate[], knowledge: Knowledge) {
    this.caller = caller
    this.#random = random
    this.#dates = dates
    this.#knowledge = knowledge
  }

  next(): Asked {
    if (this.#isBehind) return { kind: 'read' }
    const { wish } = pickByWeight(this.#random, wishes)
    if (this.#last !== undefined && (wish === 'again' || (!this.#isAnswered && this.#random() < 0.5)))
      return this.#last
    return this.#wished(wish)
  }

  #wished(wish: Wish['wish']): Asked {
    if (wish === 'read' && this.#knowledge.version > 0) return { kind: 'read' }
    const version = wish === 'stale' ? Math.floor(this.#random() * 4) : this.#knowledge.version
    this.#last =
      wish === 'withdraw' && version > 0
        ? { kind: 'withdraw', startsFrom: version }
        : { kind: 'save', startsFrom: version, terms: termsOf(this.#random, this.#dates) }
    return this.#last
  }

  /** What an answer tells; undefined where none came. Who is told that the version is another one looks first. */
  sees(reply: Reply | undefined): void {
    this.#isAnswered = reply !== undefined
    this.#isBehind = reply?.status === 412
    if (typeof reply?.body.version === 'number') this.#knowledge.version = reply.body.version
  }
}
