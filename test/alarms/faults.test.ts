import { UpdateCommand } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { uploadKeyOf } from '../../shared/ingestion/upload-key.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { schoolYear } from '../support/builders.ts'
import { figure } from '../support/figures.ts'
import { tableOf } from '../support/stores.ts'
import { changesOf } from './evaluation.ts'
import { afternoon, type FaultClass, faultClasses } from './fault-classes.ts'
import type { OperatedService } from './operated-service.ts'
import { doorleveringAt } from './operator.ts'
import { alarms, minuteOf, wellUntil } from './prod.ts'
import { bring, pupilsOf, schoolIdAt } from './schools.ts'

/** How long after something is the case somebody must be told, in minutes. */
const TOLD_WITHIN = 5

/** A service in which all was well until the fault began, and the minutes from then on at which alarms went off. */
const suffering = async ({ at = afternoon, begin, isPaused = false, raises }: FaultClass) => {
  const { service, from } = await wellUntil({ at, isPaused })
  const began = minuteOf(service)
  await begin(service)
  const until = Math.ceil(began) + Math.max(...Object.values(raises)) + TOLD_WITHIN
  await service.time.advance(secondsAfter(at, (until - began) * 60))
  return alarms.flatMap(({ name, ...alarm }) =>
    changesOf({ name, ...alarm }, service.metrics, from, until)
      .filter(({ isOn }) => isOn)
      .map(({ minute }) => ({ name, after: minute - began })),
  )
}

const pass = (service: OperatedService, minutes: number): Promise<void> =>
  service.time.advance(secondsAfter(service.time.clock(), minutes * 60))

/** Plays a fault until its alarm is on, what its runbook says, and then so many minutes, after which the alarm is over. */
const played = async (
  fault: string,
  alarmName: string,
  minutes: number,
  mend: (service: OperatedService, begun: unknown) => Promise<void>,
): Promise<OperatedService> => {
  const { begin, raises, ...when } = faultClasses.find(one => one.fault === fault)!
  const alarm = alarms.find(({ name }) => name === alarmName)!
  const { service, from } = await wellUntil(when)
  const isOn = (): boolean | undefined =>
    changesOf(alarm, service.metrics, from, Math.floor(minuteOf(service))).at(-1)?.isOn
  const begun = await begin(service)
  await pass(service, raises[alarmName]! + 6)
  expect(isOn()).toBe(true)
  await mend(service, begun)
  await pass(service, minutes)
  expect(isOn()).toBe(false)
  return service
}

const deliveredBy = async (service: OperatedService): Promise<void> => {
  const planned = await doorleveringAt(service)('deliveries list --status planned')
  expect(planned.out).not.toContain(schoolIdAt(0))
  const delivered = await doorleveringAt(service)('deliveries list --status delivered')
  expect(delivered.out).toContain(`${schoolIdAt(0)}_${schoolYear}_1`)
}

const raised = new Set<string>()

describe('somebody is told within five minutes', () => {
  it.each(faultClasses)('where $fault', async fault => {
    const wentOff = await suffering(fault)
    expect(wentOff.filter(({ after }) => after <= 0)).toEqual([])
    for (const [name, minutes] of Object.entries(fault.raises)) {
      const [first] = wentOff.filter(alarm => alarm.name === name)
      expect(first, `${name}, beside ${JSON.stringify(wentOff)}`).toBeDefined()
      expect(first?.after, name).toBeLessThanOrEqual(minutes + TOLD_WITHIN)
      raised.add(name)
    }
  })
})

describe('the alarms', () => {
  it('are each raised by one of these faults', ({ task }) => {
    figure(task, `alarms: ${alarms.length}, fault classes: ${faultClasses.length}`)
    expect(alarms.map(({ name }) => name).filter(name => !raised.has(name))).toEqual([])
  })
})

describe('what the runbooks say ends an alarm', () => {
  it('an event that cannot be read is put back, and taken up again by its keys', async () => {
    const event = logItemKey({ schoolId: schoolIdAt(1), schoolYear, version: 1 })
    const service = await played('an event cannot be read', 'sweep-set-aside', 11, async service => {
      const doorlevering = doorleveringAt(service)
      const { code, out } = await doorlevering('events set-aside')
      expect([code, out]).toEqual([1, expect.stringContaining(`${event.pk}  ${event.sk}`)])
      const table = tableOf(service.services.documents as never)
      const [sound] = await table.get(logItemKey({ schoolId: schoolIdAt(0), schoolYear, version: 1 }))
      await table.client.send(
        new UpdateCommand({
          TableName: table.name,
          Key: event,
          UpdateExpression: 'SET schemaVersion = :known',
          ExpressionAttributeValues: { ':known': sound?.schemaVersion },
        }),
      )
      expect((await doorlevering(`events retry ${event.pk} ${event.sk}`)).code).toBe(0)
    })
    expect((await doorleveringAt(service)('events set-aside')).code).toBe(0)
    expect(service.services.mailbox.mails().at(-1)?.tags.event).toBe(`${schoolIdAt(1)}_${schoolYear}_1`)
  })

  it('SES is switched on again: what waited is mailed, and health says so', async () => {
    const service = await played('SES takes no mail', 'sweep-mail-seconds', 15, async service => {
      const { code, out } = await doorleveringAt(service)('health')
      expect([code, out]).toEqual([1, expect.stringContaining('mail-and-planning.md#mails-that-are-late')])
      delete service.faults.mail
    })
    expect((await doorleveringAt(service)('health')).code).toBe(0)
    expect(service.services.mailbox.mails().map(({ tags }) => tags.event)).toContain(
      `${schoolIdAt(1)}_${schoolYear}_1`,
    )
  })

  it('a delivery whose schedule was refused is made by the sweep, also while the role is broken', async () => {
    await deliveredBy(
      await played('the role of the Scheduler is broken', 'schedules-refused', 10, async () => {}),
    )
  })

  it('a signing key that is enabled again lets what waited go out', async () => {
    const service = await played('the signing key is disabled', 'key-unusable', 20, async service => {
      delete service.faults.signingKey
    })
    await deliveredBy(service)
  })

  it('an index that is throttled no more needs nobody', async () => {
    const service = await played('an index takes no reads', 'table-throttles-reads', 15, async service => {
      delete service.faults.index
    })
    expect((await doorleveringAt(service)('health')).code).toBe(0)
  })

  it('a key set that is there again needs nobody', async () => {
    await played('the key set cannot be had', 'key-set-unavailable', 20, async () => {})
  })

  it('an import that nobody told of applies itself', async () => {
    await played('nobody tells of an upload', 'import-file-upload-missed', 10, async (service, begun) => {
      const { code, out } = await doorleveringAt(service)(`import-state ${begun}`)
      expect([code, out]).toEqual([0, expect.stringContaining('applied')])
    })
  })

  it('an import that broke off is given up; its file is brought anew, and its message removed', async () => {
    const file = pupilsOf([schoolIdAt(0)], 10)
    await played('import-file breaks off', 'import-file-failed-not-empty', 5, async (service, begun) => {
      service.faults.uploads = 'unnoticed'
      await pass(service, 65)
      service.lambda.breaking.clear()
      const upload = { importId: String(begun), kind: 'pupils' } as const
      const doorlevering = doorleveringAt(service, {
        queue: 'import-file-failed',
        body: {
          requestPayload: {
            Records: [
              { s3: { bucket: { name: settings.UPLOADS_BUCKET }, object: { key: uploadKeyOf(upload) } } },
            ],
          },
        },
      })
      expect((await doorlevering(`import-state ${begun}`)).out).toContain('given-up')
      const anew = await bring(service, file)
      await pass(service, 10)
      expect((await doorlevering(`import-state ${anew}`)).out).toContain('applied')
      expect(await doorlevering('redrive import-file-failed')).toMatchObject({
        code: 0,
        out: expect.stringContaining('1'),
      })
    })
  })
})
