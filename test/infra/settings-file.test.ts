import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Stack } from 'aws-cdk-lib'
import { Template } from 'aws-cdk-lib/assertions'
import { afterAll, describe, expect, it } from 'vitest'
import { environments } from '../../infra/environments.ts'
import { environmentsFrom } from '../../infra/settings-file.ts'
import { addStages } from '../../infra/stacks/stages.ts'
import { emptyApp } from './synthesized.ts'

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

  it('are asked for by the name of their file where it is not there, or is no JSON', () => {
    const nowhere = join(folder, 'nowhere.json')
    expect(() => environmentsFrom(nowhere)).toThrow(`The settings in ${nowhere} cannot be used`)
    expect(() => environmentsFrom(nowhere)).toThrow('no such file')
    const broken = join(folder, 'broken.json')
    writeFileSync(broken, '{ "dev": { "account": "123456789012", } }')
    expect(() => environmentsFrom(broken)).toThrow(`The settings in ${broken} cannot be used`)
    expect(() => environmentsFrom(broken)).toThrow('JSON at position')
    expect(() => stagesOf({})).toThrow('no stage')
  })

  it('are examples where there is no file', () => {
    expect(environmentsFrom(undefined)).toBe(environments)
  })

  it('can be deployed where they are one’s own, and not where they are examples', {
    timeout: 120_000,
  }, () => {
    const rulesWith = (settings: string | undefined): readonly string[] => {
      const app = emptyApp()
      app.node.setContext('settings', settings)
      addStages(app)
      const stacks = app.node.children.filter(Stack.isStack)
      return stacks.flatMap(stack => {
        const { Rules = {}, Parameters = {} } = Template.fromStack(stack).toJSON()
        if (!Rules.NotTheExamples) return []
        expect(Parameters.Settings.Default, stack.stackName).toBe('examples')
        expect(Rules.NotTheExamples.Assertions).toMatchObject([
          {
            Assert: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Settings' }, 'examples'] }] },
            AssertDescription: expect.stringContaining('settings.json'),
          },
        ])
        return [stack.stackName]
      })
    }
    expect(rulesWith(undefined)).toHaveLength(6)
    const own = join(folder, 'own.json')
    writeFileSync(own, JSON.stringify(example))
    expect(rulesWith(own)).toEqual([])
  })
})
