import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { sendTo } from '../support/api/service-client.ts'
import { deployed, deployedBy } from './deployed.ts'
import { deploymentIn } from './guide.ts'
import { run } from './operator.ts'

it('stage prod answers as it must to whoever brings no token, and serves its page', {
  timeout: 600_000,
}, async () => {
  // Beside those of stage `dev`.
  await run(`(stage=prod; ${deploymentIn('Each time').replace('outputs.json', 'prod.json')})`)
  const outputs = JSON.parse(await readFile(join(deployed().folder!, 'prod.json'), 'utf8'))
  const send = sendTo(deployedBy(outputs, 'prod').frontUrl)
  expect((await send({ path: '/v1/openapi.json' })).status).toBe(200)
  const { status, body } = await send({ path: '/v1/school-years/2026-2027' })
  expect([status, body.code]).toEqual([401, 'unauthenticated'])
  expect(await send({ path: '/' })).toMatchObject({
    status: 200,
    text: expect.stringContaining('<html lang="nl"'),
  })
})
