import type { ConsentEvent, LogRecord } from '../../../shared/consent/log.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  boardId,
  changed,
  delivered,
  deVries,
  failed,
  given,
  history,
  may11,
  nothingToDeliver,
  resultsChanged,
  retried,
  started,
  terms,
  traceId,
  withdrawn,
} from '../../support/builders.ts'

/** As they were when these forms were stored; what documents hold has changed since. */
const reportDigest = '3987137014adb1bdf9494c353c20ec370b75e1c4005648d52423cc05d433aa13'
const otherDigest = 'c5bde36cc81d405d0192c971073878456d2065f19fb868997f4a9c675f77a3f6'

const notAnonymous = terms({
  conduct: {
    ...terms().conduct,
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
  },
})

const logs: Readonly<Record<string, readonly ConsentEvent[]>> = {
  delivered: [
    given({ reportDigest }),
    changed({ terms: notAnonymous, reportDigest }),
    withdrawn(),
    given({ at: instantFrom('2027-05-14T09:00:00Z'), by: deVries, reportDigest }),
    resultsChanged(otherDigest, '2027-05-15T12:00:00Z'),
    started(),
    delivered(),
  ],
  failed: [given({ reportDigest }), started(), failed(), retried(), delivered(2)],
  nothing: [given({ reportDigest }), nothingToDeliver],
  impossible: [given({ reportDigest }), resultsChanged(null)],
}

const all: readonly (readonly [string, LogRecord])[] = Object.entries(logs).flatMap(([name, log]) =>
  history(...log).map(record => [
    `${name}-${record.version}-${record.type}`,
    {
      ...record,
      traceId,
      request: record.by ? 'fRkq3sT0l1aV9xYzB2cDeg' : null,
      // Claimed already.
      ...(record.type === 'delivery-started' && {
        effects: { ...record.effects, attempts: 1, posts: 1 },
      }),
    },
  ]),
)

/** A consent that is given again, and a document that is none, are kinds of their own. */
const kindOf = ({ type, version, state }: LogRecord): string =>
  [type, version === 1, state.consent.reportDigest === null].join()

/** Each kind of event once, by the name under which its stored forms are kept beside this file. */
export const events: Readonly<Record<string, LogRecord>> = Object.fromEntries(
  [...Map.groupBy(all, ([, record]) => kindOf(record)).values()].map(([first]) => first!),
)

const [first] = Object.values(events)

/** One of which all is done, but its mail came back. */
export const cameBack: LogRecord = {
  ...first!,
  effects: {
    attempts: 1,
    posts: 0,
    planned: true,
    mails: { [boardId]: { status: 'bounced', sentAt: may11 } },
  },
  nextAttemptAt: null,
}
