import type { ConsentEvent, LogRecord } from '../../../shared/consent/log.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import {
  boardId,
  changed,
  delivered,
  deVries,
  digestOf,
  failed,
  given,
  history,
  may11,
  nothingToDeliver,
  otherResults,
  resultsChanged,
  retried,
  started,
  terms,
  traceId,
  withdrawn,
} from '../../support/builders.ts'

const notAnonymous = terms({
  conduct: {
    ...terms().conduct,
    anonymous: false,
    notAnonymousReason: 'Leerlingen logden in met hun leerlingnummer.',
  },
})

const logs: Readonly<Record<string, readonly ConsentEvent[]>> = {
  delivered: [
    given(),
    changed({ terms: notAnonymous }),
    withdrawn(),
    given({ at: instantFrom('2027-05-14T09:00:00Z'), by: deVries }),
    resultsChanged(digestOf(otherResults), '2027-05-15T12:00:00Z'),
    started(),
    delivered(),
  ],
  failed: [given(), started(), failed(), retried(), delivered(2)],
  nothing: [given(), nothingToDeliver],
  impossible: [given(), resultsChanged(null)],
}

/** Every kind of event, by the name under which its stored forms are kept beside this file. */
export const events: Readonly<Record<string, LogRecord>> = Object.fromEntries(
  Object.entries(logs).flatMap(([name, log]) =>
    history(...log).map(record => [
      `${name}-${record.version}-${record.type}`,
      { ...record, traceId, request: record.by ? 'fRkq3sT0l1aV9xYzB2cDeg' : null },
    ]),
  ),
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
