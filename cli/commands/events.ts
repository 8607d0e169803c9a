import type { Command } from '@commander-js/extra-typings'
import { tableOf } from '../aws/table.ts'
import { Misuse } from '../failure.ts'
import { awsCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { table } from '../table.ts'

export const addEvents = (program: Command, { context, show }: Shell): void => {
  const events = program
    .command('events')
    .description('Events and announcements that cannot be read') as Command
  awsCommand(events, 'set-aside', 'List those that were set aside').action(async options => {
    const items = await (await tableOf(context.aws(), options.stage)).setAside()
    const rows = items.map(({ pk, sk, phase = '-' }) => [pk, sk, phase])
    const text = items.length === 0 ? 'Nothing is set aside.' : table(['PK', 'SK', 'PHASE'], ...rows)
    show(options, { data: { items }, text, ok: items.length === 0 })
  })

  awsCommand(events, 'retry', 'Take them up again, once they can be read; the next sweep does the rest')
    .argument('[pk]', 'of one entry, as listed: SCHOOL#99AA00')
    .argument('[sk]', 'of one entry, as listed: LOG#2026-2027#00000001')
    .option('--all', 'all that were set aside')
    .action(async (pk, sk, { all = false, ...options }) => {
      if (all ? pk !== undefined : sk === undefined)
        throw new Misuse('Name the entry to take up again (its PK and SK), or say --all.')
      const from = await tableOf(context.aws(), options.stage)
      const items = (await from.setAside()).filter(item => all || (item.pk === pk && item.sk === sk))
      for (const item of items) await from.takeUp(item)
      const text = `${items.length} taken up again. See after the next sweep, in five minutes, that none is set aside anew.`
      show(options, { data: { items }, text, ok: all || items.length === 1 })
    })
}
