import {
  type CloudWatchLogsClient,
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import { API_VERSION } from '../../platform/api-version.ts'
import { millisecondsOf } from '../../platform/time.ts'
import type { Audit, AuditEntry } from '../audit.ts'

export interface AuditLog {
  client: Pick<CloudWatchLogsClient, 'send'>
  logGroup: string
  /** Makes an id that was never given before: the name of this instance's stream, made with its first entry. */
  newId: () => string
}

/** An audit log of its own in CloudWatch, apart from what functions log. Throws what CloudWatch throws. */
export const cloudWatchAudit = ({ client, logGroup, newId }: AuditLog): Audit => {
  let stream: string | undefined
  return {
    async record(entry) {
      stream ??= newId()
      const place = { logGroupName: logGroup, logStreamName: stream }
      const logEvents = [{ timestamp: millisecondsOf(entry.endedAt), message: JSON.stringify(lineOf(entry)) }]
      const put = new PutLogEventsCommand({ ...place, logEvents })
      try {
        await client.send(put)
      } catch (error) {
        if (!(error instanceof ResourceNotFoundException)) throw error
        await client.send(new CreateLogStreamCommand(place)).catch(ifMadeBefore)
        await client.send(put)
      }
    },
  }
}

const ifMadeBefore = (error: unknown): void => {
  if (!(error instanceof ResourceAlreadyExistsException)) throw error
}

/** In the fields of Logboek dataverwerkingen (Logius), as far as they fit; the attributes beside `dpl` are ours. */
const lineOf = ({ traceId, spanId, operation, by, about, ...ended }: AuditEntry) => ({
  trace_id: traceId,
  operation_id: spanId,
  name: operation ?? 'unknown',
  start_time: ended.startedAt,
  end_time: ended.endedAt,
  status_code: ended.status < 500 ? 'Ok' : 'Error',
  resource: { name: 'doorlevering', version: API_VERSION },
  attributes: {
    'dpl.core.processing_activity_id': `urn:doorlevering:processing:${operation ?? 'unknown'}`,
    'user.id': by.sub,
    'user.role': by.role,
    'http.status': ended.status,
    problem: ended.problem,
    ...about,
  },
})
