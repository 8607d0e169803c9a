import {
  CreateScheduleCommand,
  type CreateScheduleCommandInput,
  DeleteScheduleCommand,
  GetScheduleCommand,
} from '@aws-sdk/client-scheduler'
import type { OnCall } from '../../infra/local/calls.ts'
import { pupilsFile, respondentsFile } from '../support/api/import-files.ts'
import { localService } from '../support/api/local-service.ts'
import * as paths from '../support/api/paths.ts'
import { boardUser, operator as operatorUser, schoolUser } from '../support/api/people.ts'
import { secondsAfter } from '../support/api/service-fixture.ts'
import type { ImportStatus, UploadRequest } from '../support/api/shapes.ts'
import { terms } from '../support/api/terms.ts'
import { until } from '../support/until.ts'
import type { Before } from './recorder.ts'

const [VUURTOREN, KADE, APPELHOF] = ['99AA00', '99AB00', '99BA00'] as const
const GROUP = 'deliveries'
const quiet = { info: () => {}, error: () => {} }

const broken =
  (name: string): Before =>
  async by => {
    if (by === name) throw new Error('a service of AWS is away')
  }

const ledgerAway: Before = async (_, command) => {
  if (command === 'PutObjectCommand') throw new Error('the ledger is away')
}

/** A promise, and what keeps it. */
const promised = () => Promise.withResolvers<void>()

type Cast = Awaited<ReturnType<typeof cast>>

const cast = async (onCall: OnCall, intervene: (how?: Before) => void) => {
  const service = await localService({}, quiet, onCall)
  const school = await service.caller(schoolUser([VUURTOREN, KADE, APPELHOF]))
  const board = await service.caller(boardUser('99001'))
  const operator = await service.caller(operatorUser())
  const { scheduler } = service.environment
  return {
    service,
    school,
    board,
    operator,
    intervene,
    wait: async (seconds: number) => service.moveClockTo(secondsAfter(await service.now(), seconds)),
    loseSchedule: (name: string) =>
      scheduler.send(new DeleteScheduleCommand({ Name: name, GroupName: GROUP })),
    /** Leaves a schedule behind that belongs to no consent. */
    keepSchedule: async (name: string, like: string) => {
      const found = await scheduler.send(new GetScheduleCommand({ Name: like, GroupName: GROUP }))
      await scheduler.send(
        new CreateScheduleCommand({ ...(found as CreateScheduleCommandInput), Name: name }),
      )
    },
    /** Brings a file while something else is under way: waits for the import alone. */
    bringMeanwhile: async (kind: string, content: string) => {
      const { body } = await operator.request<UploadRequest>({
        method: 'POST',
        path: '/v1/imports',
        body: { kind },
      })
      await fetch(body.uploadUrl, { method: body.uploadMethod, body: content })
      return until(
        async () => operator.get<ImportStatus>(`/v1/imports/${body.importId}`),
        ({ status }) => status === 'applied',
      )
    },
  }
}

/** From the first look to a consent for the 1st of June, with all there is to see on the way. */
const aConsent = async ({ service, school, board, operator }: Cast): Promise<void> => {
  for (const level of ['school', 'education-type']) await school.get(paths.report(VUURTOREN, level))
  await school.give(VUURTOREN, terms({ level: 'school', deliveryDate: '2027-06-01' }))
  await school.change(VUURTOREN, 1, terms())
  await school.withdraw(VUURTOREN, 2)
  await school.change(VUURTOREN, 3, terms({ deliveryDate: '2027-06-01' }))
  await service.idle()
  const seen = [paths.monitorings, paths.monitoring, paths.consent, paths.events, paths.delivery]
  for (const path of seen) await school.request({ path: path(VUURTOREN) })
  const read = ['/v1/school-years', '/v1/school-years/2026-2027', '/v1/schools', '/v1/health']
  for (const path of [...read, '/v1/deliveries?schoolYear=2026-2027']) await operator.request({ path })
  const items = [{ name: 'Marieke van Dam', email: 'm.vandam@vierwindstreken.example' }]
  await board.put('/v1/boards/99001/administrators', { items, reminders: true })
  await board.get('/v1/boards/99001/administrators')
  await board.get('/v1/boards/99001/monitorings?schoolYear=2026-2027')
}

/** A save that read the results before an import, and is written after it. */
const aRace = async ({ school, service, intervene, bringMeanwhile }: Cast): Promise<void> => {
  const [reached, imported] = [promised(), promised()]
  intervene((by, command) => {
    if (by !== 'consent-api' || command !== 'PutCommand') return undefined
    reached.resolve()
    return imported.promise
  })
  const given = school.give(APPELHOF, terms({ level: 'school', deliveryDate: '2027-06-01' }))
  await reached.promise
  await bringMeanwhile('pupils', pupilsFile(APPELHOF, { BO: 222 }))
  intervene()
  imported.resolve()
  await given
  await service.idle()
}

/** An import whose file never comes. */
const noUpload = async ({ operator, wait }: Cast): Promise<void> => {
  const request = { method: 'POST', path: '/v1/imports', body: { kind: 'pupils' } } as const
  const { body } = await operator.request<UploadRequest>(request)
  await wait(3600)
  await operator.get<ImportStatus>(`/v1/imports/${body.importId}`)
}

/** A ledger that is away for a moment. What `process-events` does not get done, `sweep` does: a change of the school, and one of the figures. */
const anOutage = async ({ service, school, operator, intervene, wait }: Cast): Promise<void> => {
  await service.orderMailFaults('bounced', 'error')
  await school.give(KADE, terms())
  await wait(3600)
  const change = () => school.change(KADE, 1, terms({ level: 'education-type', deliveryDate: '2027-06-01' }))
  // Who hears no answer asks again, and finds the event in the table alone.
  intervene(ledgerAway)
  await change()
  intervene(broken('process-events'))
  await change()
  await operator.bring(
    'respondents',
    respondentsFile({ schoolId: APPELHOF, questionnaire: 'LTO-PO', respondents: { BO: 30 } }),
  )
  await wait(3600)
  intervene()
}

/** The table is lost, and the ledger replayed into an older copy of it. */
const aRestore = async ({ service, school, wait }: Cast): Promise<void> => {
  const backup = service.environment.backup()
  await school.change(VUURTOREN, 4, terms({ deliveryDate: '2027-06-01' }))
  await service.idle()
  service.environment.loseTable(backup)
  await service.environment.invoke('replay-ledger')
  await wait(3600)
}

/** Schedules that are lost, or left behind, are mended by the nightly check; one that is lost after it, by the sweep. */
const schedules = async ({ service, loseSchedule, keepSchedule }: Cast): Promise<void> => {
  await loseSchedule(`${KADE}_2026-2027_2`)
  await keepSchedule(`${VUURTOREN}_2026-2027_1`, `${VUURTOREN}_2026-2027_5`)
  await service.moveClockTo('2027-06-01T06:00:00+02:00')
  await loseSchedule(`${KADE}_2026-2027_2`)
}

/** The date: an inspectorate that is away, a `process-events` that comes late, a refusal, and an operator who tries again. */
const theDate = async ({ service, school, operator, intervene, wait }: Cast): Promise<void> => {
  const { plannedAt } = await school.delivery(VUURTOREN)
  await service.moveClockTo(secondsAfter(plannedAt, -1))
  await service.orderInspectorateFaults(...Array(20).fill({ kind: 'status', status: 503 }))
  intervene(broken('process-events'))
  await wait(150)
  intervene()
  await wait(60)
  await operator.request({ path: '/v1/deliveries?status=in-progress' })
  await service.orderInspectorateFaults({ kind: 'status', status: 400 })
  await service.moveClockTo('2027-06-01T12:00:00+02:00')
  const tryAgain = async (status: number) => {
    await service.orderInspectorateFaults({ kind: 'status', status })
    for (const schoolId of [VUURTOREN, KADE, APPELHOF]) {
      const { deliveryId } = await school.delivery(schoolId)
      await operator.request({ method: 'POST', path: `/v1/deliveries/${deliveryId}/attempts` })
    }
    await service.idle()
  }
  // One that fails again, of which the table alone knows when the operator comes back.
  intervene(async (by, command, { Key: name }: { Key?: string }) => {
    if (by !== 'operator-api' && command === 'PutObjectCommand' && name?.includes('/events/'))
      throw new Error('the ledger is away')
  })
  await tryAgain(400)
  // Who succeeds after a failure looks for others that wait.
  await tryAgain(503)
  intervene()
  await wait(3600)
  for (const schoolId of [VUURTOREN, KADE, APPELHOF])
    await school.request({ path: `${paths.delivery(schoolId)}/payload` })
}

/** A school year that takes every function by way of all it ever asks of AWS. */
export const aSchoolYear = async (onCall: OnCall, intervene: (how?: Before) => void): Promise<void> => {
  const actors = await cast(onCall, intervene)
  try {
    for (const act of [aConsent, aRace, noUpload, anOutage, aRestore, schedules, theDate]) await act(actors)
    // Past the last reminders of the year.
    await actors.service.moveClockTo('2027-06-30T12:00:00+02:00')
  } finally {
    await actors.service.stop()
  }
}
