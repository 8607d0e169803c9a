import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { fromAnnouncementItem, isOfBoard } from '../../shared/announcements/adapters/dynamo-announcements.ts'
import { fromLogItem } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { UnreadableError } from '../../shared/platform/unreadable-error.ts'
import { worker } from '../../shared/platform/worker.ts'
import { processAnnouncement } from '../../shared/processing/process-announcement.ts'
import { type ProcessingPorts, processEvent } from '../../shared/processing/process-event.ts'

/** Processes new events, and announcements to boards, as the table's stream brings them. */
export const make = (ports: ProcessingPorts) =>
  worker(ports.log, async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    // What is replayed into a restored table stays open, for the sweep that comes when all of it is there.
    if (!(await ports.events.isCurrent())) return { batchItemFailures: [] }
    const failed = await Promise.all(records.map(record => processed(ports, record)))
    // The stream comes back to the first that failed; what was done already is known by its claim.
    return { batchItemFailures: failed.flatMap(failure => failure ?? []) }
  })

const processed = async (ports: ProcessingPorts, { dynamodb }: DynamoDBRecord) => {
  try {
    // The SDK's and the stream's attribute values are one shape under two names.
    const item = unmarshall(dynamodb?.NewImage as Parameters<typeof unmarshall>[0])
    await (isOfBoard(item) ? processIfOpen(ports, item) : processEvent(ports, fromLogItem(item)))
    return undefined
  } catch (error) {
    const entry = `${dynamodb?.Keys?.pk?.S} ${dynamodb?.Keys?.sk?.S}`
    if (error instanceof UnreadableError) {
      // No later attempt can pass: others go on, and the sweep counts until it sets the entry aside.
      ports.log.error('ENTRY_FAILED', { entry }, error)
      return undefined
    }
    ports.log.error('INVOCATION_FAILED', { entry, sequenceNumber: dynamodb?.SequenceNumber }, error)
    return { itemIdentifier: dynamodb?.SequenceNumber ?? '' }
  }
}

const processIfOpen = async (ports: ProcessingPorts, item: Record<string, unknown>): Promise<void> => {
  const announcement = fromAnnouncementItem(item)
  if (announcement) await processAnnouncement(ports, announcement)
}
