import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterEach, describe, expect, it } from 'vitest'
import { localService } from '../support/api/local-service.ts'

const root = join(import.meta.dirname, '../..')
/** What ends what is still running after a test. */
const leftovers: (() => Promise<unknown>)[] = []

/** What npm tells its scripts must not reach the npm that a user would start afresh. */
const shell = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_)/.test(name)),
)

/** A command as a user gives it, with all it starts in one group. */
const run = (
  script: string,
  environment: Readonly<Record<string, string>> = {},
  ...words: readonly string[]
) => {
  const child = spawn('npm', ['run', script, '--', ...words], {
    cwd: root,
    env: { ...shell, ...environment },
    detached: true,
  })
  let output = ''
  const watchers = new Set<() => void>()
  for (const stream of [child.stdout, child.stderr])
    stream.on('data', chunk => {
      output += chunk
      for (const look of watchers) look()
    })
  const ended = once(child, 'close').then(([code]) => code as number | null)
  const started = {
    output: () => output,
    ended,
    /** The part of the output that fits; throws where the command ends without it. */
    says: (pattern: RegExp) =>
      new Promise<string>((resolve, reject) => {
        const look = () => {
          const found = pattern.exec(output)
          if (found) resolve(found[1] ?? found[0])
        }
        watchers.add(look)
        look()
        ended.then(() => reject(new Error(`it ended, and said: ${output}`)))
      }),
    stop: (signal: NodeJS.Signals = 'SIGTERM') => {
      if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
        process.kill(-child.pid, signal)
      return ended
    },
  }
  leftovers.push(() => started.stop('SIGKILL'))
  return started
}

afterEach(async () => {
  await Promise.all(leftovers.splice(0).map(stop => stop()))
})

describe('npm start', () => {
  it('says where it can be used once it can, with the demo data in it, and ends when asked', async () => {
    const start = run('start', { PORT: '0' })
    const baseUrl = await start.says(/^Ready: (http:\/\/127\.0\.0\.1:\d+)$/m)
    const now = await (await fetch(`${baseUrl}/_local/clock`)).json()
    expect(now).toEqual({ now: '2027-05-11T12:03:00.000Z' })
    const token = await fetch(`${baseUrl}/_local/tokens`, {
      method: 'POST',
      body: JSON.stringify({ role: 'operator', name: 'Olga' }),
    })
    const { accessToken } = (await token.json()) as { accessToken: string }
    const headers = { authorization: `Bearer ${accessToken}` }
    const school = await fetch(`${baseUrl}/v1/schools/99AA00/monitorings/2026-2027`, { headers })
    expect(await school.json()).toMatchObject({ status: 'awaiting-consent' })
    await start.stop()
    await expect(fetch(`${baseUrl}/_local/clock`)).rejects.toThrow()
  })

  it('listens to its settings', async () => {
    const start = run('start', { PORT: '0', SEED: 'empty', CLOCK: '2026-12-24T08:00:00+01:00' })
    const baseUrl = await start.says(/^Ready: (.*)$/m)
    expect(await (await fetch(`${baseUrl}/_local/clock`)).json()).toEqual({ now: '2026-12-24T07:00:00.000Z' })
  })

  it.each([
    [{ PORT: 'abc' }, 'a whole number from 0 to 65535'],
    [{ CLOCK: 'yesterday' }, 'a moment with an offset'],
    [{ SEED: 'full' }, 'demo or empty'],
  ])('says what is wrong with %j, and does not start', async (settings, expected) => {
    const start = run('start', { PORT: '0', ...settings })
    expect(await start.ended).not.toBe(0)
    expect(start.output()).toContain(Object.keys(settings)[0])
    expect(start.output()).toContain(`expected ${expected}`)
    expect(start.output()).not.toContain('Ready')
  })
})

describe('npm start on a port that is taken', () => {
  it('says so in a sentence, without a stack, and does not start', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    leftovers.push(async () => other.close())
    await once(other, 'listening')
    const { port } = other.address() as AddressInfo
    const start = run('start', { PORT: String(port) })
    expect(await start.ended).not.toBe(0)
    expect(start.output()).toContain(`Port ${port} is in use already.`)
    expect(start.output()).not.toMatch(/^\s+at /m)
    expect(start.output()).not.toContain('Ready')
  })
})

describe('npx doorlevering', () => {
  it('does what README shows, whichever Node the machine has', async () => {
    const service = await localService()
    leftovers.push(service.stop)
    const readme = await readFile(join(root, 'README.md'), 'utf8')
    // By a browser, which a token stands for here: `operators-command.test.ts` signs in.
    const signIn = /^npx doorlevering login\b.*$/m
    const [, block = ''] = /```sh\n(export DOORLEVERING_URL=[\s\S]*?)```/.exec(readme) ?? []
    expect(block).toMatch(signIn)
    const { stdout } = await promisify(execFile)(
      'bash',
      ['-ec', block.replace('http://127.0.0.1:3000', service.baseUrl).replace(signIn, '')],
      {
        cwd: root,
        env: {
          ...shell,
          PATH: shell.PATH?.split(':')
            .filter(folder => !folder.includes('node_modules'))
            .join(':'),
          DOORLEVERING_TOKEN: await service.tokenOf({ role: 'operator', name: 'Olga' }),
        },
      },
    )
    expect(stdout).toMatch(/of schools: applied; 5 rows[\s\S]*✓ {2}table/)
  })
})

describe('npm run drill', () => {
  it('loses the table on a delivery date, restores it, and neither forgets nor doubles anything', async () => {
    const drill = run('drill')
    expect(await drill.ended).toBe(0)
    for (const told of [
      /a school that looks is told: 503 temporarily-unavailable/,
      /operators are alarmed by: .*TABLE_NOT_CURRENT/,
      /99AB00: consent-withdrawn/,
      /99AA00: delivered/,
      /Nothing was lost, and nothing came twice\./,
    ])
      expect(drill.output()).toMatch(told)
  })
})

describe('npm run season', () => {
  it('plays a delivery day with a receiver that hangs, and says which promises were kept', async () => {
    const season = run('season', {}, '--schools', '60', '--receiver', 'hangs')
    expect(await season.ended, season.output()).toBe(0)
    for (const told of [
      /^ *10:00:00 +60 +0 /m,
      /the last was begun at 07:5\d:\d\d/,
      /the last was delivered at 10:00:\d\d/,
      /the last was mailed at 10:00:\d\d/,
      /at most \d+ in flight and \d+ waiting/,
      /at most 14 addressees mailed in a second/,
      /promises: 6, broken: 0/,
    ])
      expect(season.output()).toMatch(told)
  })
})

describe('npm run openapi', () => {
  it('writes the document and the types of a client, as they are kept', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'openapi-'))
    leftovers.push(() => rm(folder, { recursive: true }))
    const openapi = run('openapi', {}, folder)
    expect(await openapi.ended, openapi.output()).toBe(0)
    for (const file of ['docs/openapi.json', 'client/doorlevering.ts'])
      expect(await readFile(join(folder, file), 'utf8')).toBe(await readFile(join(root, file), 'utf8'))
  })
})

describe('npm run screenshots', () => {
  it('writes a state of the page, as it is deployed, at both widths', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'screenshots-'))
    leftovers.push(() => rm(folder, { recursive: true }))
    const screenshots = run('screenshots', {}, folder, '--until', 'sign-in')
    expect(await screenshots.ended, screenshots.output()).toBe(0)
    expect((await readdir(folder)).sort()).toEqual(['sign-in-1280.png', 'sign-in-320.png'])
    for (const name of await readdir(folder))
      expect((await readFile(join(folder, name))).subarray(1, 4).toString()).toBe('PNG')
  })

  it('says which states it does not know', async () => {
    const screenshots = run('screenshots', {}, '--until', 'nothing')
    expect(await screenshots.ended).not.toBe(0)
    expect(screenshots.output()).toContain('Allowed choices are sign-in, ')
  })
})

describe('npm run test:cloud on AWS', () => {
  it('does nothing for who has not the secret of the stubs, and says where it is had', async () => {
    const refused = run('test:cloud', { STUBS_SECRET: '' }, '--aws', 'outputs.json')
    expect(await refused.ended).toBe(1)
    expect(refused.output()).toContain('STUBS_SECRET is missing: nobody else is let in (docs/cloud-test.md')
    expect(refused.output()).not.toContain('    at ')
  })
})

describe('npm run bench', () => {
  it('plays delivery dates, says how far it is, and ends with how many targets were missed', async () => {
    const bench = run('bench', {}, '--quick', '--only', 'day')
    expect(await bench.ended, bench.output()).toBe(0)
    for (const told of [
      /^1 of 1: day \.\.\.$/m,
      /^the day with 5 % transient faults, 12 deliveries .* yes$/m,
      /^the backlog after 1 hour without answers /m,
      /^messages of one delivery at once .* yes$/m,
      /^deliveries in flight at once .* yes$/m,
      /^rows: 5, targets missed: \d+$/m,
    ])
      expect(bench.output()).toMatch(told)
  })

  it('says what it can measure where it is asked for anything else', async () => {
    const asked = [['--only', 'nonsense'], ['--bogus']].map(words => run('bench', {}, ...words))
    for (const bench of asked) {
      expect(await bench.ended).toBe(2)
      expect(bench.output()).toMatch(/^npm run bench -- \[--quick\] .* cold start, calls, /m)
      expect(bench.output()).not.toContain('    at ')
    }
  })
})
