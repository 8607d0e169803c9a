import * as z from 'zod/mini'
import { moment } from './moment.ts'
import { defaults, startLocal } from './start.ts'

const expectedPort = 'expected a whole number from 0 to 65535'
const port = z.coerce
  .number(expectedPort)
  .check(z.int(expectedPort), z.gte(0, expectedPort), z.lte(65_535, expectedPort))

const environment = z
  .object({
    PORT: z._default(port, defaults.port),
    CLOCK: z.prefault(moment, defaults.clock),
    SEED: z._default(z.enum(['demo', 'empty'], 'expected demo or empty'), defaults.seed),
  })
  .safeParse(process.env)

if (!environment.success) {
  console.error(z.prettifyError(environment.error))
  process.exit(1)
}

const { PORT, CLOCK, SEED } = environment.data
const local = await startLocal({ port: PORT, clock: CLOCK, seed: SEED }).catch(cannotStart)
console.log(`Ready: ${local.baseUrl}`)
for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, local.stop)

/** A port that cannot be had is no fault of ours, and needs no stack. */
function cannotStart(error: NodeJS.ErrnoException): never {
  if (error.syscall !== 'listen') throw error
  const why = error.code === 'EADDRINUSE' ? 'is in use already' : `cannot be listened on (${error.code})`
  console.error(`Port ${PORT} ${why}. Choose another one, like this: PORT=${PORT + 1} npm start`)
  process.exit(1)
}
