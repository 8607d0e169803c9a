import { type Command, Option } from '@commander-js/extra-typings'
import { deliveryStatuses } from '../../shared/delivery/status.ts'
import { type Api, answered, type Schemas } from '../api.ts'
import type { Outcome } from '../context.ts'
import { Failure, Misuse } from '../failure.ts'
import { apiCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { table } from '../table.ts'
import { schoolYear } from './calendar.ts'

type Delivery = Schemas['DeliveryItem']
type Filter = { schoolYear?: string | undefined; status?: Delivery['status'] | undefined }

export const addDeliveries = (program: Command, shell: Shell): void => {
  const deliveries = program.command('deliveries').description('What goes to the inspectorate') as Command
  apiCommand(deliveries, 'list', 'List deliveries')
    .option('--school-year <schoolYear>', 'only of this school year', schoolYear)
    .addOption(new Option('--status <status>', 'only these').choices(deliveryStatuses))
    .action(async options => {
      const items = await listed(await shell.api(options), options)
      shell.show(options, { data: { items }, text: told(items), ok: true })
    })

  apiCommand(deliveries, 'retry', 'Try failed deliveries again')
    .argument('[deliveryIds...]', 'those to try, such as 99AA00_2026-2027_1')
    .option('--all-failed', 'all that failed')
    .option('--school-year <schoolYear>', 'with --all-failed: only of this school year', schoolYear)
    .action(async (ids, options) => {
      if (ids.length > 0 === (options.allFailed ?? false))
        throw new Misuse('Name the deliveries to try again, or say --all-failed.')
      const api = await shell.api(options)
      const failed = options.allFailed
        ? (await listed(api, { schoolYear: options.schoolYear, status: 'failed' })).map(
            ({ deliveryId }) => deliveryId,
          )
        : ids
      shell.show(options, await retried(api, failed))
    })
}

/** All pages. */
export const listed = async (api: Api, { schoolYear, status }: Filter): Promise<readonly Delivery[]> => {
  const found: Delivery[] = []
  let cursor: string | null | undefined
  do {
    const query = { ...(schoolYear && { schoolYear }), ...(status && { status }), ...(cursor && { cursor }) }
    const { data } = await answered(api.GET('/deliveries', { params: { query } }))
    found.push(...data.items)
    cursor = data.nextCursor
  } while (cursor)
  return found
}

const told = (items: readonly Delivery[]): string =>
  items.length === 0
    ? 'No deliveries.'
    : table(
        ['DELIVERY', 'STATUS', 'DATE', 'PLANNED', 'ATTEMPTS', 'RECEIPT', 'SCHOOL'],
        ...items.map(({ deliveryId, status, deliveryDate, plannedAt, attempts, receiptId, schoolName }) => [
          deliveryId,
          status,
          deliveryDate,
          plannedAt,
          String(attempts),
          receiptId ?? '-',
          schoolName,
        ]),
      )

/** One by one: what is refused of one does not keep the others from being tried. */
const retried = async (api: Api, ids: readonly string[]): Promise<Outcome> => {
  const items: { deliveryId: string; outcome: string }[] = []
  for (const deliveryId of ids) {
    const call = answered(api.POST('/deliveries/{deliveryId}/attempts', { params: { path: { deliveryId } } }))
    const outcome = await call.then(
      ({ data }) => data.status,
      error => {
        if (!(error instanceof Failure)) throw error
        return error.message
      },
    )
    items.push({ deliveryId, outcome })
  }
  return {
    data: { items },
    text:
      items.length === 0
        ? 'Nothing failed.'
        : table(...items.map(({ deliveryId, outcome }) => [deliveryId, outcome])),
    ok: items.every(({ outcome }) => outcome === 'in-progress'),
  }
}
