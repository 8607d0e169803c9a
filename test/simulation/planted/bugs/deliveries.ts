import { bug, type PlantedBug } from './bug.ts'

const deliver = 'shared/delivery/deliver.ts'
const attempt = 'shared/delivery/attempt.ts'
const nextAttempt = 'shared/delivery/next-attempt.ts'
const processEvent = 'shared/processing/process-event.ts'

const kept =
  '  await ports.archive.keep(archiveNameOf(head, head.state), payloadOf(head, head.state, report.document))\n'
const started =
  "  const started = await appended(ports, head, { type: 'delivery-started', at: now, by: null })\n"

/** Mistakes in delivering once: the claim, the key, the bytes, and what an answer, or none, means. */
export const deliveryBugs: readonly PlantedBug[] = [
  bug(
    'it is sent before it is claimed',
    deliver,
    started,
    "  const id = [head.schoolId, head.schoolYear, head.state.consentVersion].join('_')\n" +
      `  await ports.inspectorate.deliver(id, payloadOf(head, head.state, report.document))\n${started}`,
  ),
  bug(
    'each attempt has a key of its own',
    attempt,
    '  const deliveryId = deliveryIdOf(claimed, state)\n',
    "  const deliveryId = deliveryIdOf(claimed, state) + (claimed.effects.attempts > 1 ? 'x' : '')\n",
  ),
  bug(
    'the key follows the log',
    'shared/delivery/delivery.ts',
    'eventNameOf({ ...key, version: state.consentVersion })',
    'eventNameOf({ version: state.consentVersion, ...key })',
  ),
  bug('the bytes are kept too late', deliver, kept + started, started + kept),
  bug(
    'a refusal is believed though an earlier request may still arrive',
    attempt,
    'return mayArrive ?',
    'return mayArrive === undefined && clock() < state.consent.given.at ?',
  ),
  bug(
    'a refusal is believed without asking whether it had arrived',
    attempt,
    'const found = await inspectorate.find(deliveryIdOf(key, state), bytes)',
    "const found = 'absent' as Awaited<ReturnType<typeof inspectorate.find>>",
  ),
  bug(
    'no answer to that question counts as no',
    attempt,
    "if (found === 'unknown') return { kind: 'unknown', status }",
    "if (found === 'unknown') return ended",
  ),
  bug(
    'what has not arrived yet counts as refused',
    attempt,
    "  if (ended.kind !== 'refused') return ended\n",
    "  if (ended.kind !== 'refused') return found === 'absent' ? { kind: 'refused', status: 0 } : ended\n",
  ),
  bug(
    'a worker that dies leaves no mark of its request',
    deliver,
    ', unansweredSince: leaseFrom(now) }',
    ', unansweredSince }',
  ),
  bug(
    'a gateway counts as the inspectorate',
    'shared/delivery/adapters/https-inspectorate.ts',
    "if (status >= 500) return { kind: 'unknown'",
    "if (status >= 500) return { kind: 'later'",
  ),
  bug('an attempt that posted is not counted', deliver, 'posts: posts + 1,', 'posts,'),
  bug(
    'no answer to a delivery counts as a refusal',
    'shared/delivery/adapters/https-inspectorate.ts',
    ": { kind: 'unknown', status: null }\n      }",
    ": { kind: 'refused', status: 0 }\n      }",
  ),
  bug(
    'deliveries are given up after half an hour',
    'shared/outbox/retry.ts',
    '7 * 24 * 3600 + 12 * 3600',
    '1800',
  ),
  bug(
    'a message that comes again is obeyed again',
    deliver,
    'trigger.attempt !== attempts + 1',
    'trigger.attempt === undefined',
  ),
  bug(
    'an attempt is put on the queue without a claim',
    nextAttempt,
    'if (!(await outbox.saveOutcome(record, effects, lease))) return false',
    'if (lease === null) return false',
  ),
  bug(
    'a message waits for nobody but the sweep',
    nextAttempt,
    'leaseFrom(secondsAfter(clock(), delaySeconds))',
    'secondsAfter(clock(), 1)',
  ),
  bug(
    'the circuit breaker stays open',
    'shared/delivery/circuit-breaker.ts',
    'failures >= FAILURES && openUntil && now < openUntil',
    'failures >= FAILURES',
  ),
  bug(
    'a lease is shorter than a slow answer',
    'shared/outbox/outbox.ts',
    'LEASE_SECONDS = 120',
    'LEASE_SECONDS = 2',
  ),
  bug(
    'a delivery that waits is forgotten',
    nextAttempt,
    'saveOutcome(record, effects, secondsAfter(now, seconds))',
    'saveOutcome(record, effects, null)',
  ),
  bug(
    'the sweep is blind to deliveries under way',
    processEvent,
    'return record.nextAttemptAt > now ? undefined : resumeDelivery(ports, record, delayOf)',
    'return',
  ),
  bug(
    'a retry by an operator is left to chance',
    'shared/consent/decider.ts',
    "nextAttemptAt: type === 'delivery-retried' ? at : leaseFrom(at)",
    "nextAttemptAt: type === 'delivery-retried' ? null : leaseFrom(at)",
  ),
  {
    name: 'old schedules stay, and are obeyed',
    edits: [
      { file: deliver, find: '!record || next', replace: '!record' },
      {
        file: deliver,
        find: "record.state.phase === 'given' && hasReachedItsDate(record.state, ports.clock())",
        replace: "record.state.phase === 'given'",
      },
      {
        file: processEvent,
        find: 'record.version > 1 && schedules.remove({ ...record, version: record.version - 1 })',
        replace: 'record.version > 1',
      },
    ],
  },
]
