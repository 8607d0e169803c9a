import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type * as Client from '../../client/index.ts'
import { obstacles } from '../../shared/consent/obstacles.ts'
import { monitoringStatuses } from '../../shared/consent/status.ts'
import { problems } from '../../shared/http/problems.ts'
import { API_VERSION } from '../../shared/platform/api-version.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'

const root = join(import.meta.dirname, '../..')
const run = promisify(execFile)
/** What npm tells its scripts must not reach the npm of another project. */
const shell = Object.fromEntries(
  Object.entries(process.env).filter(([name]) => !/^(npm_|VITEST|NODE_)/.test(name)),
)

/** The page that portals are built by, and what it has people run. */
const page = readFileSync(join(root, 'docs/portal.md'), 'utf8')
const blocks = (language: string): readonly string[] =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, block = '']) => block)
const [start, install = '', ask = ''] = blocks('sh')
const [consent = ''] = blocks('ts')

/** A portal of its own, with nothing in it but the package, installed as the page says, without a network. */
let portal: string
beforeAll(async () => {
  portal = await mkdtemp(join(tmpdir(), 'portal-'))
  const built = join(portal, 'built')
  await writeFile(join(portal, 'package.json'), JSON.stringify({ private: true, type: 'module' }))
  const script = install
    .replace('npm run client', `npm run client -- ${built}`)
    .replace('client/dist', built)
    .replace('../portal', portal)
  await run('bash', ['-ec', script], { cwd: root, env: { ...shell, npm_config_offline: 'true' } })
  await writeFile(join(portal, 'consent.mts'), consent)
  await copyFile(join(root, 'client/example.ts'), join(portal, 'example.ts'))
})
afterAll(() => rm(portal, { recursive: true, force: true }))

const installed = () => join(portal, 'node_modules/@doorlevering/client')

describe('the package of the client', () => {
  let service: LocalService
  beforeAll(async () => {
    service = await localService()
  })
  afterAll(() => service.stop())

  it('has the version of the API, and all it needs', async () => {
    const { version, dependencies } = JSON.parse(await readFile(join(installed(), 'package.json'), 'utf8'))
    expect(version).toBe(API_VERSION)
    expect(Object.keys(dependencies)).toEqual(['openapi-fetch'])
    expect(await readdir(join(portal, 'node_modules'))).toEqual(['.package-lock.json', '@doorlevering'])
  })

  it('has types by which its example compiles, and what is wrong does not', async () => {
    const example = await readFile(join(portal, 'example.ts'), 'utf8')
    await writeFile(join(portal, 'wrong.ts'), example.replace("'2026-2027'", '2026'))
    const strictly = ['--noEmit', '--strict', '--target', 'es2022', '--module', 'nodenext']
    const types = ['--types', 'node', '--typeRoots', join(root, 'node_modules/@types')]
    const files = ['example.ts', 'consent.mts', 'wrong.ts']
    const command = [...strictly, ...types, '--lib', 'es2022,dom', ...files]
    const { stdout } = await run(join(root, 'node_modules/.bin/tsc'), command, { cwd: portal }).catch(
      failed => failed,
    )
    expect(stdout).toContain("Type 'number' is not assignable to type 'string'")
    const faults: readonly string[] = stdout.match(/^\S.*error.*$/gm)
    expect(faults.filter(fault => !fault.startsWith('wrong.ts'))).toEqual([])
  })

  it('gives a consent as the page says, and says the same where it is sent again', async () => {
    expect(start).toBe('npm ci && npm start\n')
    const fresh = await localService()
    const script = `${ask.replace('http://127.0.0.1:3000', fresh.baseUrl)}node consent.mts`
    const { stdout } = await run('bash', ['-ec', script], { cwd: portal, env: shell })
    await fresh.stop()
    const [first, second] = stdout.trim().split('\n')
    expect(first).toMatch(/^A\. de Jong heeft op 11 mei 2027 14:03 vastgelegd dat /)
    expect(second).toBe(first)
  })

  it('tells the whole story of a school', async () => {
    const { stdout } = await run('node', ['example.ts'], {
      cwd: portal,
      env: { ...shell, BASE: service.baseUrl },
    })
    expect(stdout.trim().split('\n')).toEqual([
      expect.stringMatching(/^Scholengemeenschap De Vuurtoren: awaiting-consent, \d groepen$/),
      expect.stringContaining('vastgelegd dat de resultaten'),
      expect.stringContaining('de toestemming ingetrokken'),
      expect.stringContaining('op onderwijssoortniveau met toestemming van het bestuur op 1 juni 2027'),
      expect.stringMatching(/^delivered: [0-9a-f-]{36}, true$/),
      'De gegevens van dit schooljaar zijn aan de inspectie geleverd.',
    ])
  })

  it('makes no second save of one whose answer was lost', async () => {
    const { doorlevering } = (await import(
      pathToFileURL(join(installed(), 'index.js')).href
    )) as typeof Client
    const answers: number[] = []
    const api = doorlevering({
      baseUrl: `${service.baseUrl}/v1`,
      token: () => service.tokenOf({ role: 'school', name: 'A. de Jong', schools: ['99AC00'] }),
      fetch: async request => {
        const { status } = await fetch(request.clone())
        answers.push(status)
        if (answers.length === 1) throw new TypeError('fetch failed')
        return fetch(request)
      },
      wait: async () => {},
    })
    const path = { schoolId: '99AC00', schoolYear: '2026-2027' }
    const conduct = { representative: true, surveyedGroup: 'Alle leerlingen.', anonymous: true } as const
    const mailsBefore = (await service.mails()).length
    const { data } = await api.PUT('/schools/{schoolId}/monitorings/{schoolYear}/consent', {
      params: { path, header: { 'If-None-Match': '*' } },
      body: {
        boardApproval: true,
        boardNotification: true,
        level: 'education-type',
        deliveryDate: '2027-07-01',
        conduct,
      },
    })
    expect([answers, data?.version]).toEqual([[201, 201], 1])
    expect((await service.mails()).length).toBe(mailsBefore + 1)
  })
})

describe('the page for those who build a portal', () => {
  const firstColumn = (heading: string): readonly string[] => {
    const [, section = ''] = page.split(`## ${heading}\n`)
    const rows = section.split('\n## ')[0]?.matchAll(/^\| (`.*?`) \|/gm) ?? []
    return [...rows].flatMap(([, cell = '']) =>
      [...cell.matchAll(/`([a-z-]+)`/g)].map(([, word = '']) => word),
    )
  }

  it('says what to show of each status', () => {
    expect(firstColumn('What to show').slice(1)).toEqual([...monitoringStatuses])
  })

  it('says what to tell of each obstacle', () => {
    expect(firstColumn('What to tell before the form')).toEqual([...obstacles])
  })

  it('says what to do at each refusal', () => {
    expect(firstColumn('What to tell when it is refused').toSorted()).toEqual(
      Object.keys(problems).toSorted(),
    )
  })

  it('links only to what is there', () => {
    const links = [...page.matchAll(/\]\(([^)#]+)/g)].map(([, link = '']) => link)
    expect(links.filter(link => !existsSync(join(root, 'docs', link)))).toEqual([])
  })
})
