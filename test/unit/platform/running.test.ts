import { Logger } from '@aws-lambda-powertools/logger'
import type { Context } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { powertoolsLog } from '../../../shared/platform/adapters/powertools-log.ts'
import { causeOf } from '../../../shared/platform/log.ts'
import { settingsFrom } from '../../../shared/platform/settings.ts'
import { worker } from '../../../shared/platform/worker.ts'
import { InMemoryLog } from '../../support/doubles/log.ts'

const context = {} as Context

describe('a function that nobody waits for', () => {
  it('answers what its work answers', async () => {
    const log = new InMemoryLog()
    expect(await worker(log, async (event: number) => event + 1)(1, context)).toBe(2)
    expect(log.lines).toEqual([])
  })

  it('logs what its work throws, and throws without its words, so that the platform comes back', async () => {
    const log = new InMemoryLog()
    const failing = worker(log, async () => {
      throw new TypeError('cannot read "Kees Jansen"')
    })
    await expect(failing({}, context)).rejects.toThrow(/^failed with TypeError$/)
    expect(log.told(['Kees Jansen'])).toEqual([])
    expect(log.lines).toMatchObject([{ level: 'error', code: 'INVOCATION_FAILED', ids: {} }])
  })
})

describe('the settings of a function', () => {
  const shape = { TABLE_NAME: 'required', PORTAL_URL: 'required', FRONT: 'optional' } as const

  it('are read from the environment, and nothing else of it', () => {
    const environment = { TABLE_NAME: 't', PORTAL_URL: 'u', SECRET: 's' }
    expect(settingsFrom(shape, environment)).toEqual({ TABLE_NAME: 't', PORTAL_URL: 'u' })
  })

  it('that are missing or empty are all named, and none is quoted', () => {
    expect(() => settingsFrom(shape, { TABLE_NAME: '', SECRET: 's3cret' })).toThrow(
      'settings missing or wrong: TABLE_NAME, PORTAL_URL',
    )
  })

  it('may be left out where they are optional, and not be empty', () => {
    const environment = { TABLE_NAME: 't', PORTAL_URL: 'u' }
    expect(settingsFrom(shape, environment).FRONT).toBeUndefined()
    expect(settingsFrom(shape, { ...environment, FRONT: 'f' }).FRONT).toBe('f')
    expect(() => settingsFrom(shape, { ...environment, FRONT: '' })).toThrow('FRONT')
  })
})

describe('what is logged of something thrown', () => {
  it('is its name and its place, not its message', () => {
    class NotThere extends TypeError {
      override name = 'NotThere'
    }
    const logged = causeOf(new NotThere('M. Jansen is niet bekend\n    (jansen@school.example)'))
    expect(logged.error).toBe('NotThere')
    expect(logged.stack).toContain('running.test.ts')
    expect(JSON.stringify(logged)).not.toMatch(/jansen/i)
  })

  it('is only its kind where it is no error, or has no place', () => {
    expect(causeOf('M. Jansen')).toEqual({ error: 'string' })
    const placeless = Object.assign(new Error('x'), { stack: undefined })
    expect(causeOf(placeless)).toEqual({ error: 'Error', stack: undefined })
  })

  it('tells the code, and what caused it, by what looks like an identifier', () => {
    const denied = new Error('M. Jansen is not authorized to perform: kms:Sign on resource: M. Jansen')
    const cause = Object.assign(denied, {
      name: 'KMSInvalidStateException',
      call: 'KMS:Sign',
      $metadata: { httpStatusCode: 400 },
    })
    const broken = Object.assign(new Error('M. Jansen', { cause }), { code: 'ECONNRESET' })
    expect(causeOf(new AggregateError([broken, new Error('another')], 'M. Jansen'))).toMatchObject({
      error: 'AggregateError',
      causedBy: 'Error, KMSInvalidStateException',
      errorCode: 'ECONNRESET',
      call: 'KMS:Sign',
      httpStatus: 400,
      deniedAction: 'kms:Sign',
    })
  })

  it('leaves a line its own code', () => {
    const lines: unknown[] = []
    const console = { error: (line: string) => lines.push(JSON.parse(line)) } as unknown as Console
    const logger = new Logger()
    Object.assign(logger, { console })
    const cause = Object.assign(new Error('broken'), { code: 'ECONNRESET' })
    for (const thrown of [cause, new Error('plain'), undefined])
      powertoolsLog(logger).error('REQUEST_FAILED', {}, thrown)
    expect(lines).toMatchObject([{ errorCode: 'ECONNRESET' }, {}, {}])
    expect(lines.map(line => (line as { code: string }).code)).toEqual(Array(3).fill('REQUEST_FAILED'))
  })

  it('tells nothing of what may be a text', () => {
    const cause = Object.assign(new Error('not authorized to perform: M. Jansen'), { name: 'M. Jansen' })
    const error = { code: 'M. Jansen', call: 'van: M. Jansen', $metadata: { httpStatusCode: 'M. Jansen' } }
    const { stack: _, ...logged } = causeOf(Object.assign(new Error('M. Jansen', { cause }), error))
    expect(logged).toEqual({ error: 'Error' })
  })

  it('goes round in no circle', () => {
    const error = new Error('round')
    error.cause = error
    expect(causeOf(error)).toMatchObject({ error: 'Error', causedBy: 'Error, Error, Error, Error' })
  })
})
