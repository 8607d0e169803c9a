import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { existsSync } from 'node:fs'
import { open, readFile, rm, writeFile } from 'node:fs/promises'
import { get } from 'node:https'
import { type AddressInfo, createServer } from 'node:net'
import { devNull } from 'node:os'
import { delimiter, dirname, join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import type { Certificate } from '../support/certificate.ts'
import type { Processes, Variables } from './processes.ts'

const root = join(import.meta.dirname, '../..')
const requirements = join(import.meta.dirname, 'emulator/requirements.txt')
const REGION = 'eu-west-1'

export const ACCOUNT = '000000000000'

/**
 * A Python that has the emulator, in a virtual environment of its own under `.cache/`, made once. Throws an error that says
 * what is missing where there is no Python for it, or no PyPI.
 */
export const installEmulator = async (processes: Processes): Promise<string> => {
  const version = await pythonVersion(processes)
  const wanted = createHash('sha256')
    .update(version)
    .update(await readFile(requirements))
  const folder = join(root, '.cache', `emulator-${wanted.digest('hex').slice(0, 12)}`)
  const [python, done] = [join(folder, 'bin/python'), join(folder, 'installed')]
  if (existsSync(done)) return python
  await rm(folder, { recursive: true, force: true })
  await processes.run('python3', ['-m', 'venv', folder], process.env)
  const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', '--no-compile']
  const exactly = ['--only-binary', ':all:', '--require-hashes', '--requirement', requirements]
  await processes.run(python, [...pip, ...exactly], process.env).catch(cause => {
    throw new Error('The emulator cannot be installed: PyPI is not there, or not as it was.', { cause })
  })
  await writeFile(done, '')
  return python
}

/** Asks for what a virtual environment needs too; Debian has it in a package of its own. */
const pythonVersion = async (processes: Processes): Promise<string> => {
  const script = 'import sys, venv, ensurepip; assert sys.version_info >= (3, 10); print(sys.version)'
  return processes.run('python3', ['-c', script], process.env).catch(cause => {
    const needed = 'The emulator needs python3, 3.10 or later, with venv (Debian: apt install python3-venv).'
    throw new Error(needed, { cause })
  })
}

export interface Emulator {
  /** `https://127.0.0.1:<port>` */
  readonly endpoint: string
  /** Lets the CDK and AWS's SDK reach it, and nothing else of AWS. */
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
  const log = await open(join(folder, 'emulator.log'), 'w')
  // Its functions inherit all of this.
  const env = {
    PATH: `${dirname(process.execPath)}${delimiter}${process.env.PATH}`,
    TMPDIR: folder,
    BIND_HOST: '127.0.0.1',
    GATEWAY_PORT: String(port),
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
  return { endpoint, variables: variablesFor(endpoint, cert) }
}

const variablesFor = (endpoint: string, certificate: string): Variables => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(AWS|CDK|npm)_/.test(name))),
  PATH: `${join(root, 'node_modules/.bin')}${delimiter}${process.env.PATH}`,
  AWS_ENDPOINT_URL: endpoint,
  AWS_REGION: REGION,
  // The emulator's name for an account's root.
  AWS_ACCESS_KEY_ID: 'test',
  AWS_SECRET_ACCESS_KEY: 'test',
  AWS_CONFIG_FILE: devNull,
  AWS_SHARED_CREDENTIALS_FILE: devNull,
  AWS_EC2_METADATA_DISABLED: 'true',
  AWS_CA_BUNDLE: certificate,
  NODE_EXTRA_CA_CERTS: certificate,
  NO_PROXY: '127.0.0.1',
})

const freePort = async (): Promise<number> => {
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
