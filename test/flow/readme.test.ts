import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { defaults, type Local, startLocal } from '../../infra/local/start.ts'

const root = join(import.meta.dirname, '../..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const blocks = [...read('README.md').matchAll(/```sh\n([\s\S]*?)```/g)].map(([, block = '']) => block)

describe('README', () => {
  let local: Local
  beforeAll(async () => {
    local = await startLocal({ ...defaults, port: 0 })
  })
  afterAll(() => local.stop())

  it('tells a story in curl that ends with one delivery, of the report that was previewed', async () => {
    const story = blocks.find(block => block.includes('curl'))
    expect(story).toContain('BASE=http://127.0.0.1:3000')
    const script = `set -e\n${story?.replace('http://127.0.0.1:3000', local.baseUrl)}`
    const { stdout } = await promisify(execFile)('bash', ['-c', script], { maxBuffer: 1e8 })
    const preview = /"level":"education-type","groups".*?"digest":"([0-9a-f]{64})"/.exec(stdout)?.[1]
    expect(preview).toBeDefined()
    expect(stdout).toContain('HTTP/1.1 201')
    expect(stdout).toContain('"status":"withdrawn"')
    expect(stdout.match(/"idempotencyKey"/g)).toHaveLength(1)
    expect(stdout).toContain(`"status":"delivered","plannedAt":"2027-06-01T05:44:00.000Z"`)
    expect(stdout).toContain(`"reportDigest":"${preview}","attempts":1}`)
    expect(stdout).toContain('Resultaten geleverd aan de inspectie')
  })

  it('makes survey files with the command it gives', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'survey-'))
    const command = /`(npm run make-survey -- [^`]+)`/.exec(read('README.md'))?.[1]?.split(' ') ?? []
    await promisify(execFile)('npm', [...command.slice(1), '--out', folder], { cwd: root })
    expect(await readdir(folder)).toContain('respondents-lto-vo.csv')
    await rm(folder, { recursive: true })
  })

  it('names only commands there are, of which CI runs all but the long ones', () => {
    const isStory = (block: string): boolean => /^(BASE|export DOORLEVERING_URL)=/.test(block)
    const commands = blocks.filter(block => !isStory(block)).map(block => block.trim())
    expect(commands).toEqual([
      'npm ci && npm start',
      'npm ci && npm test',
      'npm run check',
      'npm run test:cloud',
      'npm run check:long',
      'npm run season -- --schools 9000 --receiver hangs',
      'npm run drill',
      'npm run synth',
    ])
    const { scripts } = JSON.parse(read('package.json'))
    for (const command of commands)
      expect(scripts).toHaveProperty([/^(?:npm ci && )?npm (?:run )?(\S+)/.exec(command)?.[1] ?? ''])
    expect(read('.ci/run')).toMatch(/npm ci\n.*npm test\n.*npm run check\n/)
    expect(scripts['check:long']).toContain('npm run test:cloud')
    expect(read('scripts/check.ts')).toContain(scripts.synth)
  })

  it('links only to what is there', () => {
    const links = [...read('README.md').matchAll(/\]\(([^)#]+)\)/g)].map(([, link = '']) => link)
    expect(links.length).toBeGreaterThan(8)
    expect(links.filter(link => !existsSync(join(root, link)))).toEqual([])
  })
})
