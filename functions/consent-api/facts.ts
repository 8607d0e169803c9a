import type { LogKey, LogRecord } from '../../shared/consent/log.ts'
import type { ConsentApiPorts } from './ports.ts'

/** What a save depends on and a monitoring shows, read side by side: together with the write that is two round trips. */
export const factsOf = async ({ events, store, calendar }: ConsentApiPorts, key: LogKey) => {
  const [head, data, windows] = await Promise.all([
    events.head(key),
    store.read(key.schoolId, key.schoolYear),
    calendar.windows(key.schoolYear),
  ])
  return { head, data, windows }
}

/** The record of the last save, whose mail people are shown. */
export const savedRecordOf = async (
  events: ConsentApiPorts['events'],
  head: LogRecord,
): Promise<LogRecord> => {
  const { savedVersion } = head.state
  return (head.version === savedVersion ? head : await events.record(head, savedVersion)) ?? head
}
