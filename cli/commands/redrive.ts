import type { Command } from '@commander-js/extra-typings'
import { failedQueues, redrive } from '../aws/failed-queues.ts'
import { stacksOf } from '../aws/stage.ts'
import { Misuse } from '../failure.ts'
import { awsCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { table } from '../table.ts'

export const addRedrive = (program: Command, shell: Shell): void => {
  awsCommand(
    program,
    'redrive',
    'Do again what was set aside in dead-letter queues; without a name, list them',
  )
    .argument('[queues...]', 'such as deliveries-failed')
    .option('--all', 'all that hold something')
    .action(async (names, { stage, json, all }) => {
      if (names.length > 0 && all) throw new Misuse('Name queues, or say --all.')
      const aws = shell.context.aws()
      const stack = stacksOf(stage).service
      const queues = await failedQueues(aws, stack)
      const unknown = names.filter(name => queues.every(queue => queue.name !== name))
      if (unknown.length > 0)
        throw new Misuse(
          `${stage} has no queue ${unknown.join(', ')}: expected ${queues.map(({ name }) => name).join(', ')}.`,
        )
      if (names.length === 0 && !all) {
        const rows = queues.map(({ name, messages }) => [name, String(messages)])
        const ok = queues.every(({ messages }) => messages === 0)
        shell.show({ json }, { data: { queues }, text: table(['QUEUE', 'MESSAGES'], ...rows), ok })
        return
      }
      const items = []
      for (const queue of queues.filter(
        ({ name, messages }) => names.includes(name) || (all && messages > 0),
      ))
        items.push({ name: queue.name, ...(await redrive(aws, stack, queue)) })
      const rows = items.map(({ name, again, removed }) => [name, String(again), String(removed)])
      shell.show(
        { json },
        { data: { queues: items }, text: table(['QUEUE', 'AGAIN', 'REMOVED'], ...rows), ok: true },
      )
    })
}
