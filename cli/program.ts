import { Command, CommanderError } from '@commander-js/extra-typings'
import { addCalendar } from './commands/calendar.ts'
import { addDeliveries } from './commands/deliveries.ts'
import { addEvents } from './commands/events.ts'
import { addHealth } from './commands/health.ts'
import { addImport } from './commands/import.ts'
import { addLogin } from './commands/login.ts'
import { addPreflight } from './commands/preflight.ts'
import { addReady } from './commands/ready.ts'
import { addRedrive } from './commands/redrive.ts'
import { addReplay } from './commands/replay.ts'
import { addResults } from './commands/results.ts'
import { addSmoke } from './commands/smoke.ts'
import type { Context } from './context.ts'
import { Misuse } from './failure.ts'
import { toldOf } from './faults.ts'
import { shellOf } from './shell.ts'

/** In the order of a deployment and its year. */
const commands = [
  addPreflight,
  addSmoke,
  addLogin,
  addImport,
  addResults,
  addCalendar,
  addReady,
  addHealth,
  addDeliveries,
  addEvents,
  addRedrive,
  addReplay,
] as const

const HELP = `
Ends with 0 where all is well, 1 where something is wrong or was refused, 2 where it was used wrongly.
Where the service is can be set once: export DOORLEVERING_STAGE=prod (or DOORLEVERING_URL=https://…).
What to do when: docs/deploy.md#the-season. What to do about an alarm: docs/runbooks/README.md.`

/** The exit code: 0 where all is well, 1 where something is wrong or was refused, 2 where the command was used wrongly. */
export const run = async (words: readonly string[], context: Context): Promise<number> => {
  let exitCode = 0
  const shell = shellOf(context, ok => {
    exitCode = ok ? 0 : 1
  })
  const program = new Command('doorlevering')
    .description('Looks after Doorlevering: its deployment, imports, calendar and deliveries.')
    .exitOverride()
    .configureOutput({ writeOut: context.write, writeErr: context.tell })
    .showSuggestionAfterError()
    .showHelpAfterError('(--help tells more)')
    .addHelpText('after', HELP)
  for (const add of commands) add(program, shell)
  try {
    await program.parseAsync(words, { from: 'user' })
    return exitCode
  } catch (error) {
    return endedBy(error, context)
  }
}

const endedBy = (error: unknown, context: Context): number => {
  // It has told already what is wrong; help that was asked for is no error.
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
  if (error instanceof Misuse) {
    context.tell(`error: ${error.message}\n`)
    return 2
  }
  const told = toldOf(error)
  if (told === undefined) throw error
  context.tell(`error: ${told}\n`)
  return 1
}
