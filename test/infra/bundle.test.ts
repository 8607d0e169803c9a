import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { bundle } from '../../infra/bundle.ts'

it('a bundle that throws names the lines of the source', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'bundle-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  await bundle('functions/record-mail-feedback', {}, folder)
  const start = `try { require('${join(folder, 'index.js')}') } catch (error) { console.log(error.stack) }`
  const { stdout } = spawnSync(process.execPath, ['--eval', start], { env: {}, encoding: 'utf8' })
  expect(stdout).toMatch(/\(\S*functions\/record-mail-feedback\/index\.ts:\d+:\d+\)$/m)
  const [, file, line] = /^ +at .+ \(\S*(shared\/.+):(\d+):\d+\)$/m.exec(stdout) ?? []
  const source = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8')
  expect(source.split('\n')[Number(line) - 1]).toContain('throw new Error')
})
