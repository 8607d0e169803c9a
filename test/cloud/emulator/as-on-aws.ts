import { readFileSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import tls from 'node:tls'

/**
 * Loaded before whatever runs beside the emulator, its functions included. Names that only AWS' own DNS has lead to the
 * emulator, and the clock is as far ahead as `EMULATOR_CLOCK`, a file, says in milliseconds. Both are of the system, which
 * functions are deployed to read: Node has no setting for either, DNS is not ours to set, and a wrapper of the handlers
 * would deploy other code than is deployed to AWS.
 */
const { EMULATOR_PORT, EMULATOR_CLOCK = '' } = process.env

const isOfAws = (host: unknown): boolean =>
  /\.(lambda-url\.[a-z\d-]+\.on\.aws|cloudfront\.net)$/.test(String(host))

const connect = tls.connect as (options: tls.ConnectionOptions, ...others: unknown[]) => tls.TLSSocket
tls.connect = ((options: tls.ConnectionOptions, ...others: unknown[]) =>
  connect(
    isOfAws(options.host)
      ? { servername: options.host!, ...options, host: '127.0.0.1', port: Number(EMULATOR_PORT) }
      : options,
    ...others,
  )) as typeof tls.connect
syncBuiltinESMExports()

const ahead = (): number => Number(readFileSync(EMULATOR_CLOCK, 'utf8'))
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...given: ConstructorParameters<DateConstructor> | []) {
    super(...((given.length === 0 ? [RealDate.now() + ahead()] : given) as [number]))
  }

  static override now(): number {
    return RealDate.now() + ahead()
  }
} as DateConstructor
