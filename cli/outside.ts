import { Resolver } from 'node:dns/promises'
import { readFile } from 'node:fs/promises'
import { connect } from 'node:tls'
import type { Environment } from '../infra/stage-settings.ts'
import { Failure, Misuse } from './failure.ts'

const MILLISECONDS = 5_000

/** What DNS has of a name; nothing where there is no such name. */
export const dns = async (name: string, type: 'TXT' | 'CNAME'): Promise<readonly string[]> => {
  const resolver = new Resolver({ timeout: MILLISECONDS, tries: 2 })
  const records = (await resolver.resolve(name, type).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOTFOUND' || error.code === 'ENODATA') return []
    throw new Failure(`DNS does not answer of ${name} (${error.code})`)
  })) as readonly (string | readonly string[])[]
  // A text comes in parts.
  return records.map(record => [record].flat().join(''))
}

/** Until when the certificate of a host is good, in milliseconds since 1970. Throws a `Failure` where it is not, or nobody answers. */
export const certificateUntil = (host: string): Promise<number> =>
  new Promise((resolve, reject) => {
    const [name = '', port = '443'] = host.split(':')
    const socket = connect({ host: name, port: Number(port), servername: name, timeout: MILLISECONDS })
    const refuse = (why: string): void => {
      socket.destroy()
      reject(new Failure(`${host}: ${why}`))
    }
    socket.once('secureConnect', () => {
      resolve(Date.parse(socket.getPeerCertificate().valid_to))
      socket.end()
    })
    socket.once('timeout', () => refuse('no answer'))
    socket.once('error', (error: NodeJS.ErrnoException) => refuse(error.code ?? error.message))
  })

/** The settings of a stage in a file, or in the one that `cdk.context.json` names. */
export const settingsOf = async (stage: string, file: string | undefined): Promise<Environment> => {
  const named = file ?? (await namedForTheCdk())
  // Brings part of the CDK along, which nothing else needs.
  const { environmentsFrom } = await import('../infra/settings-file.ts')
  const environments = await Promise.resolve(named)
    .then(environmentsFrom)
    .catch((error: Error) => {
      throw new Failure(error.message)
    })
  const environment = environments[stage]
  if (!environment)
    throw new Misuse(`${named} has no stage ${stage}: expected ${Object.keys(environments).join(', ')}.`)
  return environment
}

const namedForTheCdk = async (): Promise<string> => {
  const text = await readFile('cdk.context.json', 'utf8').catch(() => '{}')
  const { settings } = JSON.parse(text) as { settings?: string }
  if (settings === undefined)
    throw new Misuse(
      'Say where your settings are: --settings settings.json, or in cdk.context.json (docs/deploy.md).',
    )
  return settings
}
