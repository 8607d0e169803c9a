import type { KeptReports } from '../monitoring/kept-reports.ts'
import type { MonitoringStore } from '../monitoring/ports.ts'
import type { QuestionnaireId } from '../monitoring/questionnaires/index.ts'
import type { Clock } from '../platform/time.ts'
import { areResultsClosed } from './deadline.ts'
import type { LogKey } from './log.ts'
import type { EventLog } from './ports.ts'
import { recordResultsChanged } from './results-changed.ts'

interface Ports {
  clock: Clock
  events: Pick<EventLog, 'head' | 'append'>
  store: Pick<MonitoringStore, 'read' | 'takeBackResults' | 'takenBackAt'>
  reports: Pick<KeptReports, 'remove'>
}

export type TakingBack = 'taken-back' | 'not-found' | 'already-delivered' | 'results-closed'

/**
 * Takes back the results of a questionnaire that were imported by mistake, with all that newer results bring about (rule
 * 11). Neither an import that began earlier and ends later brings them back, nor their own that is run again, and reports that
 * were kept of them are gone too.
 */
export const takeBackResults = async (
  ports: Ports,
  key: LogKey,
  questionnaire: QuestionnaireId,
): Promise<TakingBack> => {
  const { clock, events, store, reports } = ports
  const { schoolId, schoolYear } = key
  // Judged and written as of the moment before anything is read, however long that takes: the date may come in between.
  const at = clock()
  const [head, { results }] = await Promise.all([events.head(key), store.read(schoolId, schoolYear)])
  const found = results.find(one => one.questionnaire === questionnaire)
  if (found) {
    if (head?.state.phase === 'delivered') return 'already-delivered'
    if (areResultsClosed(head?.state, at)) return 'results-closed'
    const isTakenBack = await store.takeBackResults(schoolId, schoolYear, found, at)
    // Newer ones came in between: they are judged anew.
    if (!isTakenBack) return takeBackResults(ports, key, questionnaire)
  }
  const takenBackAt = found ? clock() : await store.takenBackAt(schoolId, schoolYear, questionnaire)
  if (!takenBackAt) return 'not-found'
  // Also where they were gone: an earlier request may have stopped before these. As of then, to leave what was kept since.
  await reports.remove(key, takenBackAt)
  await recordResultsChanged({ log: events, store }, key, clock())
  return found ? 'taken-back' : 'not-found'
}
