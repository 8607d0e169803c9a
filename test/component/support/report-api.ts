import { fileURLToPath } from 'node:url'
import { expect } from 'vitest'
import { make } from '../../../functions/report-api/handler.ts'
import { openFonts } from '../../../functions/report-api/renderings/pdf/fonts.ts'
import { gateway } from '../../../infra/local/gateway.ts'
import type { ConsentEvent } from '../../../shared/consent/log.ts'
import type { School } from '../../../shared/directory/ports.ts'
import type { MonitoringData } from '../../../shared/monitoring/ports.ts'
import { wrongWith } from '../../support/api/answer.ts'
import { tokenOf, trustingVerifier } from '../../support/api/api-parts.ts'
import * as paths from '../../support/api/paths.ts'
import { schoolUser } from '../../support/api/people.ts'
import { aSchool, history, key, may11 } from '../../support/builders.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'
import { fakeStores } from '../../support/stores.ts'

const fonts = openFonts(fileURLToPath(new URL('../../../node_modules/dejavu-fonts-ttf/ttf', import.meta.url)))

interface Told {
  schoolName?: string
  data: MonitoringData
  events?: readonly ConsentEvent[]
  /** The board that the school has moved to since. */
  movedTo?: Pick<School, 'boardId' | 'boardName'>
}

/**
 * The function through its wrapped handler and the gateway, with one school, its results and what happened to
 * its consent. Answers are kept as bytes, and fail a test where they lack what the contract promises of all.
 */
export const reportApi = async ({ schoolName = 'De Brug', data, events, movedTo }: Told) => {
  const { directory, store, reports, events: log } = fakeStores()
  await directory.saveSchools([aSchool({ schoolName })])
  if (movedTo) await directory.saveSchools([aSchool({ schoolName, ...movedTo })])
  await store.saveResults(key.schoolId, key.schoolYear, data.results[0]!)
  if (data.pupils) await store.savePupils(key.schoolId, key.schoolYear, data.pupils, may11)
  for (const record of history(...(events ?? []))) await log.append(record)
  const clock = () => may11
  const ports = {
    clock,
    newId: () => 'id-1',
    log: new InMemoryLog(),
    verifier: trustingVerifier,
    directory,
    store,
    reports,
    events: log,
    fonts: async () => fonts,
  }
  const handler = make(ports)
  const functions = {
    'report-api': handler,
    'consent-api': handler,
    'board-api': handler,
    'operator-api': handler,
  }
  const answerTo = gateway(functions, clock, () => 'id-1')

  return async (level: string, accept?: string) => {
    const path = paths.report(key.schoolId, level)
    const result = await answerTo({
      method: 'GET',
      url: path,
      headers: {
        authorization: `Bearer ${tokenOf(schoolUser(key.schoolId))}`,
        ...(accept !== undefined && { accept }),
      },
      body: Buffer.alloc(0),
    })
    const bytes = Buffer.from(result.body ?? '', result.isBase64Encoded ? 'base64' : 'utf8')
    const headers = Object.fromEntries(
      Object.entries(result.headers ?? {}).map(([name, value]) => [name.toLowerCase(), String(value)]),
    )
    const status = result.statusCode ?? 0
    const text = bytes.toString()
    const body: unknown = text.startsWith('{') ? JSON.parse(text) : undefined
    expect(wrongWith({ status, headers, text, body }, { path })).toEqual([])
    return { status, type: headers['content-type'], bytes, text, body }
  }
}
