import type { Command } from '@commander-js/extra-typings'
import { DELIVERY_LATE_MINUTES, MAIL_LATE_MINUTES } from '../../shared/processing/late.ts'
import { type Api, answered, type Schemas } from '../api.ts'
import { type Check, checkList } from '../checks.ts'
import type { Outcome } from '../context.ts'
import { apiCommand } from '../options.ts'
import type { Shell } from '../shell.ts'

/** It comes every five minutes: two that were missed are an alarm. */
const SWEEP_LATE_MINUTES = 15

export const addHealth = (program: Command, shell: Shell): void => {
  apiCommand(program, 'health', 'See whether the service keeps up').action(async options => {
    shell.show(options, await health(await shell.api(options), shell.context.now()))
  })
}

const health = async (api: Api, now: number): Promise<Outcome> => {
  const { data } = await answered(api.GET('/health'))
  const { text, ok } = checkList(healthChecks(data, now))
  return { data, text, ok }
}

/** Each with the section of the runbooks that helps where it is not well. */
export const healthChecks = (told: Schemas['Health'], now: number): readonly Check[] => {
  const { lastSweptAt, openEffects, openDeliveries, setAside, mailSeconds, deliverySeconds, caughtUp } = told
  const sinceSweep =
    lastSweptAt === null ? Number.POSITIVE_INFINITY : (now - Date.parse(lastSweptAt)) / 60_000
  return [
    check(
      'table',
      caughtUp,
      caughtUp ? 'current' : 'restored, and not replayed',
      'restore.md#the-table-is-not-caught-up',
    ),
    check(
      'last sweep',
      sinceSweep < SWEEP_LATE_MINUTES,
      lastSweptAt ?? 'none yet',
      'mail-and-planning.md#the-sweep-stands-still',
    ),
    check(
      'set aside',
      setAside === 0,
      `${setAside} entries`,
      'mail-and-planning.md#entries-that-were-set-aside',
    ),
    check(
      'mail',
      mailSeconds < MAIL_LATE_MINUTES * 60,
      `the first waits ${minutes(mailSeconds)}; ${openEffects} effects are open`,
      'mail-and-planning.md#mails-that-are-late',
    ),
    check(
      'deliveries',
      deliverySeconds < DELIVERY_LATE_MINUTES * 60,
      `the first waits ${minutes(deliverySeconds)}; ${openDeliveries} are under way`,
      'delivery.md#deliveries-that-are-late',
    ),
  ]
}

const check = (name: string, ok: boolean, found: string, section: string): Check => ({
  name,
  ok,
  found,
  todo: [`docs/runbooks/${section}`],
})

const minutes = (seconds: number): string => `${Math.ceil(seconds / 60)} min`
