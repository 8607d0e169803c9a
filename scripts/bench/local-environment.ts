import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'

const program = fileURLToPath(new URL('../../infra/local/main.ts', import.meta.url))
const tellMemory = new URL('./tell-memory.ts', import.meta.url).href

/** The local environment in a process of its own, and what this one asks it over HTTP. */
export interface LocalEnvironment {
  call<Body>(method: string, path: string, options?: CallOptions): Promise<Body>
  upload(url: string, bytes: Uint8Array): Promise<void>
  tokenFor(claims: Readonly<Record<string, unknown>>): Promise<string>
  /** The most memory it has had so far, in bytes. */
  peakMemory(): Promise<number>
  stop(): Promise<void>
}

interface CallOptions {
  token?: string
  body?: unknown
  headers?: Readonly<Record<string, string>>
}

export const startLocalEnvironment = async (seed: 'demo' | 'empty'): Promise<LocalEnvironment> => {
  const child = fork(program, {
    env: { ...process.env, SEED: seed, PORT: '0' },
    execArgv: ['--import', tellMemory],
    stdio: ['ignore', 'pipe', 'inherit', 'ipc'],
  })
  const stopWithUs = () => child.kill('SIGKILL')
  process.once('exit', stopWithUs)
  const baseUrl = await readyAt(child)

  const call = async <Body>(
    method: string,
    path: string,
    { token, body, headers }: CallOptions = {},
  ): Promise<Body> => {
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token !== undefined && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    if (!response.ok) throw new Error(`${method} ${path} was answered with ${response.status}: ${text}`)
    return JSON.parse(text) as Body
  }

  return {
    call,
    upload: async (url, bytes) => {
      const response = await fetch(url, { method: 'PUT', body: bytes })
      if (!response.ok) throw new Error(`an upload was answered with ${response.status}`)
    },
    tokenFor: async claims =>
      (await call<{ accessToken: string }>('POST', '/_local/tokens', { body: claims })).accessToken,
    peakMemory: async () => {
      child.send('memory')
      const [bytes] = await once(child, 'message')
      return Number(bytes)
    },
    stop: async () => {
      process.off('exit', stopWithUs)
      if (child.exitCode !== null || child.signalCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}

/** Where it listens, once it does. */
const readyAt = async (child: ChildProcess): Promise<string> => {
  if (child.stdout === null) throw new Error('the local environment has no output')
  let baseUrl: string | undefined
  for await (const line of createInterface(child.stdout)) {
    baseUrl = /^Ready: (\S+)/.exec(line)?.[1]
    if (baseUrl !== undefined) break
  }
  if (baseUrl === undefined) throw new Error('the local environment ended before it was ready')
  // What it may still say must not fill the pipe.
  child.stdout.resume()
  return baseUrl
}
