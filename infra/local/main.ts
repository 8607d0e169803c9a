import * as z from 'zod/mini'
import { instantFrom } from '../../shared/platform/time.ts'
import { defaults, startLocal } from './start.ts'

const port = z.coerce.number().check(z.int(), z.gte(0), z.lte(65_535))
const clock = z.string().check(z.refine(isMoment, 'a moment with an offset, like 2027-05-11T14:03:00+02:00'))

const environment = z
  .object({
    PORT: z._default(port, defaults.port),
    CLOCK: z._default(clock, defaults.clock),
    SEED: z._default(z.enum(['demo', 'empty']), defaults.seed),
  })
  .safeParse(process.env)

if (!environment.success) {
  console.error(z.prettifyError(environment.error))
  process.exit(1)
}

const { PORT, CLOCK, SEED } = environment.data
const local = await startLocal({ port: PORT, clock: CLOCK, seed: SEED })
console.log(`Ready: ${local.baseUrl}`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, local.stop)

function isMoment(text: string): boolean {
  try {
    return instantFrom(text) !== undefined
  } catch {
    return false
  }
}
