import { setTimeout } from 'node:timers/promises'
import { InvokeCommand } from '@aws-sdk/client-lambda'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { type Table, tableFrom } from '../../shared/platform/adapters/table.ts'
import { entriesSetAside, type SetAside, takeUpEntry } from '../../shared/processing/adapters/set-aside.ts'
import { Failure } from '../failure.ts'
import type { Aws } from './clients.ts'
import { outputOf, stacksOf } from './stage.ts'

/** What operators do with the table of a stage. */
export const tableOf = async (aws: Pick<Aws, 'cloudFormation' | 'documents' | 'lambda'>, stage: string) => {
  const table: Table = tableFrom(aws.documents, await outputOf(aws, stacksOf(stage).data, 'TableName'), {
    log: { info: () => {}, error: () => {} },
    pause: most => setTimeout(most),
  })
  return {
    name: table.name,
    setAside: () => entriesSetAside(table),
    takeUp: (entry: SetAside) => takeUpEntry(table, entry),
    /** False in a table that was restored, until the ledger is replayed into it. */
    isCurrent: async () => (await dynamoRestoreGuard(table).status()) === 'current',
    /** How many events it got back. Throws a `Failure` where that broke off. */
    replay: () => replayed(aws, stage),
  }
}

const replayed = async ({ lambda }: Pick<Aws, 'lambda'>, stage: string): Promise<number> => {
  const FunctionName = `${stacksOf(stage).service}-replay-ledger:live`
  const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName }))
  const answer = JSON.parse(Buffer.from(Payload ?? []).toString() || 'null')
  if (FunctionError === undefined) return answer.replayed
  throw new Failure(
    `replay-ledger broke off: ${answer?.errorMessage}. Nothing was lost: docs/runbooks/restore.md#replay-ledger-fails`,
  )
}
