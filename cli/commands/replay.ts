import type { Command } from '@commander-js/extra-typings'
import { tableOf } from '../aws/table.ts'
import { Misuse } from '../failure.ts'
import { awsCommand } from '../options.ts'
import type { Shell } from '../shell.ts'

export const addReplay = (program: Command, { context, show }: Shell): void => {
  awsCommand(
    program,
    'replay',
    'Give a restored table the events it lacks, from the ledger (docs/runbooks/restore.md)',
  )
    .option(
      '--imported',
      'say that what was imported since the moment of the restore has been imported again',
    )
    .action(async ({ imported, ...options }) => {
      const table = await tableOf(context.aws(), options.stage)
      const { name } = table
      if (await table.isCurrent()) {
        const text = `${name} is current: there is nothing to replay.`
        show(options, { data: { table: name, replayed: 0 }, text, ok: true })
        return
      }
      // From the replay on, figures of schools whose date has come are refused.
      if (!imported)
        throw new Misuse(
          'Files imported since the moment of the restore must be imported again first, in the same order. Say --imported once they are, or where there were none.',
        )
      context.tell('Replaying the ledger; this can take minutes.\n')
      const replayed = await table.replay()
      const text = `${replayed} events were brought back into ${name}. The service goes on with the next sweep.`
      show(options, { data: { table: name, replayed }, text, ok: true })
    })
}
