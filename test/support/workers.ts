import type { S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { manifest as processEvents } from '../../functions/process-events/manifest.ts'
import { matches } from '../../infra/local/fakes/event-filter.ts'
import { clientOf, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { type Change, streamEvent, streamOf } from '../../infra/local/fakes/stream.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { servicesOf } from '../../infra/local/services.ts'
import { VirtualTime } from '../../infra/local/virtual-time.ts'
import { table as definition } from '../../infra/wiring.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { type Instant, secondsAfter } from '../../shared/platform/time.ts'
import { realFunctions, settings } from '../simulation/environment/functions.ts'
import { InMemoryLog } from './doubles/log.ts'
import { tableOf } from './stores.ts'

const away = async () => Promise.reject(new Error('away'))

/** The functions that nobody waits for, as they are deployed, on services in memory: a table that streams, the ledger, SES and the Scheduler. */
export const workers = async (now: Instant) => {
  const time = new VirtualTime(now)
  const log = new InMemoryLog()
  const { mailbox, scheduler, ledger } = servicesOf(settings, time)
  const changes: Change[] = []
  const items = new FakeTable(
    { tableName: settings.TABLE_NAME, tableId: 'sim', ...definition },
    streamOf(change => changes.push(change)),
  )
  const commands: SdkCommand[] = []
  let fault: Error | undefined
  const documents = async (command: SdkCommand): Promise<object> => {
    if (fault) throw fault
    commands.push(command)
    return items.send(command)
  }
  const { invoke } = realFunctions(() => ({
    runtime: { clock: time.clock, random: () => 0.5, newId: () => 'id', log, pause: async () => {} },
    documents,
    s3: command => ledger.send(command),
    ses: command => mailbox.send(command),
    scheduler: command => scheduler.send(command),
    ...{ sqs: away, kms: away, inspectorate: away },
  }))
  const table = tableOf(clientOf<DynamoDBDocumentClient>({ send: documents }), log)
  await dynamoRestoreGuard(table).markCurrent()
  return {
    time,
    log,
    mailbox,
    table,
    s3: clientOf<S3Client>(ledger),
    /** What was asked of the table, and what of it has changed, since the last time somebody took it out. */
    commands,
    changes,
    invoke,
    /** Sweeps after so many seconds. */
    sweepAfter: async (seconds: number): Promise<unknown> => {
      await time.advance(secondsAfter(time.clock(), seconds))
      return invoke('sweep', {})
    },
    /** What of these changes triggers process-events. */
    triggering: (some: readonly Change[]) => ({
      Records: streamEvent(some).Records.filter(record => matches(processEvents.trigger.filter, record)),
    }),
    /** From now on the table fails so. */
    breakTable: (by: Error) => {
      fault = by
    },
  }
}
