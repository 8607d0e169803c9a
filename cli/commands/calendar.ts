import { type Command, InvalidArgumentError } from '@commander-js/extra-typings'
import { isSchoolYear } from '../../shared/directory/identifiers.ts'
import { day } from '../../shared/platform/day.ts'
import { type Api, answered, type Schemas } from '../api.ts'
import type { Outcome } from '../context.ts'
import { apiCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { table } from '../table.ts'

type Window = Schemas['DeliveryWindow']

const PATH = '/school-years/{schoolYear}'

export const addCalendar = (program: Command, shell: Shell): void => {
  const calendar = program.command('calendar').description('The days on which may be delivered') as Command
  apiCommand(calendar, 'show', 'Show the delivery windows of a school year')
    .argument('<schoolYear>', 'such as 2026-2027', schoolYear)
    .action(async (year, options) => shell.show(options, await shown(await shell.api(options), year)))

  apiCommand(calendar, 'set', 'Replace all delivery windows of a school year')
    .argument('<schoolYear>', 'such as 2026-2027', schoolYear)
    .argument(
      '<windows...>',
      'from..until, or one day; with :not-delivered for schools that must catch up: 2027-09-01..2027-09-10:not-delivered',
      (text: string, before: readonly Window[] | undefined) => [...(before ?? []), windowOf(text)],
    )
    .action(async (year, windows, options) =>
      shell.show(options, await replaced(await shell.api(options), year, windows)),
    )
}

const shown = async (api: Api, year: string): Promise<Outcome> =>
  outcomeOf((await answered(api.GET(PATH, { params: { path: { schoolYear: year } } }))).data)

/** Those that were looked at, and no others: what somebody else set meanwhile is refused (412). */
const replaced = async (api: Api, year: string, deliveryWindows: readonly Window[]): Promise<Outcome> => {
  const path = { schoolYear: year }
  const { response } = await answered(api.GET(PATH, { params: { path } }))
  const { data } = await answered(
    api.PUT(PATH, {
      params: { path, header: { 'If-Match': response.headers.get('ETag') ?? '' } },
      body: { deliveryWindows: [...deliveryWindows] },
    }),
  )
  return outcomeOf(data)
}

const outcomeOf = (data: { deliveryWindows: readonly Window[] }): Outcome => ({
  data,
  text:
    data.deliveryWindows.length === 0
      ? 'No delivery windows.'
      : table(
          ['FROM', 'UNTIL', 'FOR'],
          ...data.deliveryWindows.map(({ fromDate, untilDate, eligibility }) => [
            fromDate,
            untilDate,
            eligibility,
          ]),
        ),
  ok: true,
})

export const schoolYear = (text: string): string => {
  if (!isSchoolYear(text)) throw new InvalidArgumentError('Expected two years in a row, such as 2026-2027.')
  return text
}

const windowOf = (text: string): Window => {
  const [days = '', eligibility = 'all', ...rest] = text.split(':')
  const [fromDate = '', untilDate = fromDate, ...more] = days.split('..')
  const isDay = (one: string): boolean => day.safeParse(one).success
  if (!isDay(fromDate) || !isDay(untilDate) || rest.length + more.length > 0)
    throw new InvalidArgumentError('Expected days that exist, such as 2027-07-01 or 2027-06-01..2027-07-15.')
  if (untilDate < fromDate)
    throw new InvalidArgumentError(`The end (${untilDate}) is before the start (${fromDate}).`)
  if (eligibility !== 'all' && eligibility !== 'not-delivered')
    throw new InvalidArgumentError('Expected :all or :not-delivered after the days.')
  return { fromDate, untilDate, eligibility }
}
