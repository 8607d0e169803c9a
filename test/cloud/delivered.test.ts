import { expect, it } from 'vitest'
import * as paths from '../support/api/paths.ts'
import type { Consent, Delivery, Refusal } from '../support/api/shapes.ts'
import { canonical, digestOf } from '../support/consent-story.ts'
import { until } from '../support/until.ts'
import { invoke } from './behind.ts'
import { cloudService } from './cloud-service.ts'
import { deployed } from './deployed.ts'
import { received } from './stubs.ts'
import { now, yesterday } from './trial-day.ts'

const { school, schoolYear } = yesterday

it('a trial stage has delivered by eight o’clock what was agreed to the day before, byte for byte as agreed', {
  timeout: 180_000,
}, async () => {
  const head = await cloudService.caller({ role: 'school', name: 'A. de Jong', schools: [school] })
  const monitoring = paths.monitoring(school, schoolYear)
  const consent = await head.request<Consent & Refusal>({ path: `${monitoring}/consent` })
  // On its first day, and before its reports are due, there is nothing to see.
  if (!deployed().isSecondDay && (consent.status === 404 || now.hour < 8)) return
  // Its Scheduler and its rules go by another clock.
  if (deployed().endpoint) await invoke('sweep')
  const { receiptId, reportDigest } = await until(
    () => head.get<Delivery>(`${monitoring}/delivery`),
    delivery => delivery.status === 'delivered',
    120,
  )
  const [arrived, ...more] = (await received()).filter(({ idempotencyKey }) =>
    idempotencyKey.startsWith(`${school}_${schoolYear}_`),
  )
  expect(more).toEqual([])
  expect(arrived).toMatchObject({ signatureValid: true, receiptId })
  const { report } = JSON.parse(arrived!.payload)
  expect(report).toMatchObject({ schoolId: school, groups: [{ respondents: 5 }] })
  expect([digestOf(canonical(report)), consent.body.reportDigest]).toEqual([reportDigest, reportDigest])
})
