import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { environments } from '../../infra/environments.ts'
import { environmentsFrom } from '../../infra/settings-file.ts'

const folder = mkdtempSync(join(tmpdir(), 'doorlevering-settings-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const stagesOf = (settings: unknown) => {
  const file = join(folder, 'settings.json')
  writeFileSync(file, JSON.stringify(settings))
  return environmentsFrom(file)
}

const page = readFileSync(join(import.meta.dirname, '../../docs/deploy.md'), 'utf8')
const example = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? '')

describe('the settings of operators', () => {
  it('make the stages they name, with what they leave open as the project has it', () => {
    const own = { region: 'eu-central-1', ledgerDays: 90 }
    expect(stagesOf({ dev: example.dev, acc: { ...example.dev, ...own } })).toEqual({
      dev: { ...environments.dev, ...example.dev },
      acc: { ...environments.acc, ...example.dev, ...own },
    })
  })

  it('are asked for everything that is missing, wrong or unknown at once', () => {
    const { dev } = example
    const faults = {
      portalUrl: 'https://portal.example/',
      tokens: { ...dev.tokens, jwksUri: 'http://login.example/keys' },
      mailDomain: undefined,
      alarmsTo: 'everybody',
      account: '1234',
      ledgerDays: 0,
      lasting: false,
    }
    const refused = () => stagesOf({ dev: { ...dev, ...faults }, test: dev })
    for (const fault of ['"test"', '"lasting"', 'portalUrl', 'jwksUri', 'mailDomain', 'alarmsTo', 'account'])
      expect(refused).toThrow(fault)
    expect(refused).toThrow(/ledgerDays/)
  })

  it('are examples where there is no file', () => {
    expect(environmentsFrom(undefined)).toBe(environments)
  })
})
