import { once } from 'node:events'
import { mkdir, open, readFile, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { devNull } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { pythonWith } from '../../scripts/python/environment.ts'
import type { Certificate } from '../support/certificate.ts'
import type { Processes, Variables } from './processes.ts'

const root = join(import.meta.dirname, '../..')
const requirements = join(import.meta.dirname, 'emulator/requirements.txt')
const REGION = 'eu-west-1'

/** That of the example settings in docs/deploy.md. */
const ACCOUNT = '123456789012'

/** A Python that has the emulator. Throws an error that says what is missing where there is none. */
export const installEmulator = (processes: Processes): Promise<string> =>
  pythonWith(processes, requirements, '3.10')

export interface Emulator {
  /** `https://127.0.0.1:<port>` */
  readonly endpoint: string
  /**
   * Lets the CDK, AWS's SDK and the AWS CLI reach it, and nothing else of AWS. The file `EMULATOR_CLOCK` tells how many
   * milliseconds its clock and theirs are ahead.
   */
  readonly variables: Variables
}

/** AWS on a free port of the loopback interface, with IAM enforced, over TLS. It keeps its files in `folder`. */
export const startEmulator = async (
  processes: Processes,
  python: string,
  folder: string,
  certificate: Certificate,
): Promise<Emulator> => {
  const [cert, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  await Promise.all([writeFile(cert, certificate.cert), writeFile(key, certificate.key, { mode: 0o600 })])
  const port = await freePort()
  const clock = join(folder, 'clock')
  await writeFile(clock, '0')
  const asOnAws = {
    NODE_OPTIONS: `--import ${join(import.meta.dirname, 'emulator/as-on-aws.ts')}`,
    EMULATOR_PORT: String(port),
    EMULATOR_CLOCK: clock,
  }
  const log = await open(join(folder, 'emulator.log'), 'w')
  // Its functions inherit all of this.
  const env = {
    PATH: `${await nodeIn(folder, asOnAws)}${delimiter}${process.env.PATH}`,
    TMPDIR: folder,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
    EMULATOR_CLOCK: clock,
    MINISTACK_REGION: REGION,
    MINISTACK_ACCOUNT_ID: ACCOUNT,
    AUTH: 'true',
    USE_SSL: '1',
    MINISTACK_SSL_CERT: cert,
    MINISTACK_SSL_KEY: key,
    SFTP_ENABLED: '0',
    IOT_MTLS_ENABLED: '0',
  }
  const script = join(import.meta.dirname, 'emulator/run.py')
  const emulator = processes.start(python, [script], { env, stdio: ['pipe', log.fd, log.fd] })
  await log.close()
  const endpoint = `https://127.0.0.1:${port}`
  while (!(await isUp(`${endpoint}/_ministack/ready`, certificate.cert))) {
    if (emulator.exitCode !== null || emulator.signalCode !== null)
      throw new Error(await readFile(join(folder, 'emulator.log'), 'utf8'))
    await wait(100)
  }
  const variables = variablesFor(endpoint, cert)
  return {
    endpoint,
    variables: { ...variables, ...asOnAws, PATH: `${dirname(python)}${delimiter}${variables.PATH}` },
  }
}

/** A folder with a `node` that always has these variables, since functions are started with those of their own. */
const nodeIn = async (folder: string, variables: Readonly<Record<string, string>>): Promise<string> => {
  const place = join(folder, 'bin')
  const set = Object.entries(variables).map(([name, value]) => `${name}='${value}'`)
  await mkdir(place)
  await writeFile(join(place, 'node'), `#!/bin/sh\n${set.join(' ')} exec '${process.execPath}' "$@"\n`, {
    mode: 0o755,
  })
  return place
}

/** Lets AWS's SDK reach that endpoint, and nothing else of AWS. */
export const variablesFor = (endpoint: string, certificate?: string): Variables => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|npm)_/.test(name))),
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  // Version 1 of the AWS CLI, the one on PyPI, knows no other.
  AWS_DEFAULT_REGION: REGION,
  // The emulator's name for an account's root.
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  ...(certificate && { AWS_CA_BUNDLE: certificate, NODE_EXTRA_CA_CERTS: certificate }),
  NO_PROXY: '127.0.0.1',
})

export const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  await once(server, 'close')
  return port
}

const isUp = (url: string, ca: string): Promise<boolean> =>
  new Promise(resolve => {
    const request = get(url, { ca }, answer => {
      answer.resume()
      resolve(answer.statusCode === 200)
    })
    request.once('error', () => resolve(false))
  })
