import { expect, it } from 'vitest'
import * as paths from '../support/api/paths.ts'
import type { Consent, Delivery, Refusal } from '../support/api/shapes.ts'
import { until } from '../support/until.ts'
import { reportArrived } from './arrived.ts'
import { cloudService } from './cloud-service.ts'
import { doorlevering } from './command.ts'
import { deployed } from './deployed.ts'
import { now, yesterday } from './trial-day.ts'

const { school, schoolYear } = yesterday

it('a trial stage has delivered by eight o’clock what was agreed to the day before, byte for byte as agreed', {
  timeout: 180_000,
}, async () => {
  const head = await cloudService.caller({ role: 'school', name: 'A. de Jong', schools: [school] })
  const monitoring = paths.monitoring(school, schoolYear)
  const consent = await head.request<Consent & Refusal>({ path: `${monitoring}/consent` })
  // On its first day, and before its reports are due, there is nothing to see; the emulator is on its second.
  if (!deployed().endpoint && (consent.status === 404 || now.hour < 8)) return
  const delivery = await until(
    () => head.get<Delivery>(`${monitoring}/delivery`),
    delivery => delivery.status === 'delivered',
    120,
  )
  expect(delivery.reportDigest).toBe(consent.body.reportDigest)
  expect(await reportArrived(delivery)).toMatchObject({ schoolId: school, groups: [{ respondents: 5 }] })
  expect(await doorlevering('deliveries', 'list', '--status', 'delivered')).toContain(delivery.receiptId)
})
