import { unmarshall } from '@aws-sdk/util-dynamodb'
import type { DynamoDBBatchResponse, DynamoDBRecord, DynamoDBStreamEvent } from 'aws-lambda'
import { fromLogItem } from '../../shared/consent/adapters/log-item.ts'
import { type CarryOutPorts, carryOut } from '../../shared/follow-up/carry-out.ts'
import { carryOutNotice } from '../../shared/follow-up/carry-out-notice.ts'
import { fromNoticeItem, isOfBoard } from '../../shared/notices/adapters/dynamo-notices.ts'
import { worker } from '../../shared/platform/worker.ts'

/** New events of the log, and notices to boards, as the table's stream brings them: the schedule is set and the board is mailed. */
export const make = (ports: CarryOutPorts) =>
  worker(ports.log, async ({ Records: records }: DynamoDBStreamEvent): Promise<DynamoDBBatchResponse> => {
    // What is replayed into a restored table stays open, for the sweep that comes when all of it is there.
    if (!(await ports.events.isCurrent())) return { batchItemFailures: [] }
    const failed = await Promise.all(records.map(record => carriedOut(ports, record)))
    // The stream comes back to the first that failed; what was done already is known by its claim.
    return { batchItemFailures: failed.flatMap(failure => failure ?? []) }
  })

const carriedOut = async (ports: CarryOutPorts, { dynamodb }: DynamoDBRecord) => {
  try {
    // The SDK's and the stream's attribute values are one shape under two names.
    const item = unmarshall(dynamodb?.NewImage as Parameters<typeof unmarshall>[0])
    await (isOfBoard(item) ? carryOutNew(ports, item) : carryOut(ports, fromLogItem(item)))
    return undefined
  } catch (error) {
    ports.log.error('INVOCATION_FAILED', { sequenceNumber: dynamodb?.SequenceNumber }, error)
    return { itemIdentifier: dynamodb?.SequenceNumber ?? '' }
  }
}

const carryOutNew = async (ports: CarryOutPorts, item: Record<string, unknown>): Promise<void> => {
  const notice = fromNoticeItem(item)
  if (notice) await carryOutNotice(ports, notice)
}
