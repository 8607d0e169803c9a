import { expect, it } from 'vitest'
import { cloudService } from './cloud-service.ts'

it('stage prod answers as it must to whoever brings no token, and serves its page', async () => {
  expect((await cloudService.send({ path: '/v1/openapi.json' })).status).toBe(200)
  const { status, body } = await cloudService.send({ path: '/v1/school-years/2026-2027' })
  expect([status, body.code]).toEqual([401, 'unauthenticated'])
  expect(await cloudService.send({ path: '/' })).toMatchObject({
    status: 200,
    text: expect.stringContaining('<html lang="nl"'),
  })
})
