import type { AttemptOutcome, Inspectorate } from '../../../shared/delivery/ports.ts'
import { given, onTheDate, receipt } from '../../support/builders.ts'
import { aService, type Service } from '../../support/service.ts'

/** A consent given for 1 July, at the planned moment of that day. */
export const due = async (other: Parameters<typeof aService>[0] = {}): Promise<Service> => {
  const service = await aService({ now: onTheDate, ...other })
  await service.happened(given())
  return service
}

/** An inspectorate that answers as told, the last answer again and again, and remembers what it was sent. */
export const answering = (
  outcomes: readonly AttemptOutcome[],
  found: Awaited<ReturnType<Inspectorate['find']>> = 'absent',
) => {
  const sent: string[] = []
  const inspectorate: Inspectorate = {
    deliver: async (deliveryId, bytes) => {
      sent.push(`${deliveryId} ${Buffer.from(bytes).toString()}`)
      return outcomes[Math.min(sent.length, outcomes.length) - 1]!
    },
    find: async () => found,
  }
  return { inspectorate, sent }
}

export const arrived: AttemptOutcome = { kind: 'delivered', receipt }
export const refused: AttemptOutcome = { kind: 'refused', status: 422 }
export const later = {
  kind: 'later',
  status: null,
  retryAfterSeconds: null,
} as const satisfies AttemptOutcome
export const notPosted: AttemptOutcome = { kind: 'not-posted', status: 401, retryAfterSeconds: null }
export const unknown = { kind: 'unknown', status: null } as const satisfies AttemptOutcome

/** Lets time pass until the delivery is over: the queue hands out what it holds, and what waits without a message is found. */
export const untilQuiet = async (
  service: Service,
  inspectorate: Inspectorate,
  most = 5000,
): Promise<void> => {
  for (let turn = 0; turn < most; turn += 1) {
    const head = await service.head()
    if (head.state.phase !== 'in-delivery') return
    const [message] = service.attempts.waiting()
    if (message) await service.moveOn(message.delaySeconds)
    else await service.moveTo(head.nextAttemptAt!)
    await service.resumeDelivery({ inspectorate })
  }
}
