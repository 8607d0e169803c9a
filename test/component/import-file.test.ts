import { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { PutObjectCommand, type S3Client } from '@aws-sdk/client-s3'
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { S3Event } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { make } from '../../functions/import-file/handler.ts'
import { wire } from '../../functions/import-file/wire.ts'
import { FakeBucket } from '../../infra/local/fakes/bucket.ts'
import { receiveUpload } from '../../infra/local/fakes/presigned.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { table } from '../../infra/wiring.ts'
import { dynamoEventStore, logItemKey } from '../../shared/consent/adapters/dynamo-event-store.ts'
import { dynamoRestoreGuard } from '../../shared/consent/adapters/dynamo-restore-guard.ts'
import { recordOf } from '../../shared/consent/decider.ts'
import type { BoardId, SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import { presignedUploads } from '../../shared/ingestion/adapters/presigned-uploads.ts'
import type { ImportKind } from '../../shared/ingestion/ports.ts'
import { importStatus, requestImport } from '../../shared/ingestion/requests.ts'
import { uploadKeyOf } from '../../shared/ingestion/upload-key.ts'
import { presigningClient } from '../../shared/platform/adapters/s3-client.ts'
import { schoolKey } from '../../shared/platform/adapters/table.ts'
import type { LogCode, LogIds } from '../../shared/platform/log.ts'
import { instantFrom, type LocalDate } from '../../shared/platform/time.ts'
import { failing, type TableFault } from '../support/api/api-parts.ts'
import { failingAlwaysAt } from '../support/interrupted.ts'
import { tableOf } from '../support/stores.ts'
import { makeUnreadable } from '../support/unreadable.ts'
import { file, headers } from '../unit/ingestion/import-desk.ts'

const schoolId = '99AA00' as SchoolId
const schoolYear = '2026-2027' as SchoolYear
const credentials = { accessKeyId: 'local', secretAccessKey: 'local' }
const environment = {
  TABLE_NAME: 'doorlevering',
  LEDGER_BUCKET: 'ledger',
  UPLOADS_BUCKET: 'uploads',
}
const content = {
  schools: file('schools', `99001;Stichting Zuid;${schoolId};De Brug;Delft;VO`),
  administrators: file('administrators', '99001;A. de Wit;a@bestuur.example'),
  pupils: file('pupils', `${schoolId};${schoolYear};HAVO;310`),
  respondents: `${headers.respondents}\n${`${schoolId};${schoolYear};LTO-VO;HAVO;3;5;4;5;4;5;4;5;4;5;4;\n`.repeat(6)}`,
} as const

/** The function as it is wired, on a table and a bucket in memory, and the operator's side of an import. */
const start = (fault: ReturnType<TableFault> = undefined) => {
  let now = instantFrom('2027-05-11T14:03:00.250+02:00')
  let made = 0
  const clock = () => now
  const events: S3Event[] = []
  const logged: [LogCode, LogIds][] = []
  const inMemory = new FakeTable({ tableName: environment.TABLE_NAME, ...table })
  const documents = failing(clientOf<DynamoDBDocumentClient>(inMemory), name =>
    /^(Put|Update)Command$/.test(name) ? fault : undefined,
  )
  const bucket = new FakeBucket(environment.UPLOADS_BUCKET, clock, event => events.push(event), {
    hasVersions: true,
  })
  const log = {
    info: (code: LogCode, ids: LogIds) => logged.push([code, ids]),
    error: (code: LogCode, ids: LogIds) => /^UPLOAD|^IMPORT/.test(code) && logged.push([code, ids]),
  }
  const runtime = { clock, random: () => 0, newId: () => `import-${++made}`, log, pause: async () => {} }
  const ports = wire(environment, { documents, s3: clientOf<S3Client>(bucket) }, runtime)
  const signer = presigningClient({ region: 'eu-west-1', credentials, forcePathStyle: true })
  const restoreGuard = dynamoRestoreGuard(tableOf(documents, log))
  const operator = {
    imports: dynamoImports(tableOf(documents, log)),
    uploads: {
      ...presignedUploads(async () => signer, environment.UPLOADS_BUCKET),
      find: ports.uploads.find,
    },
    clock,
    newId: runtime.newId,
  }
  const put = (uploadUrl: string, body: string) =>
    receiveUpload(
      {
        method: 'PUT',
        url: new URL(uploadUrl).pathname + new URL(uploadUrl).search,
        headers: { host: new URL(uploadUrl).host, 'content-type': 'text/csv' },
        body: Buffer.from(body),
      },
      { bucket, clock, client: signer },
    )
  const handler = make(ports)
  const handleAll = async () => {
    for (const event of events.splice(0)) await handler(event)
  }
  const bring = async (kind: ImportKind, body: string) => {
    const { importId, uploadUrl } = await requestImport(operator, kind)
    expect((await put(uploadUrl, body)).status).toBe(200)
    await handleAll()
    return importStatus(operator, importId)
  }
  const moveClockTo = (moment: string) => {
    now = instantFrom(moment)
  }
  return {
    ports,
    operator,
    restoreGuard,
    bucket,
    documents,
    events,
    logged,
    put,
    handler,
    handleAll,
    bring,
    moveClockTo,
    table: tableOf(documents, log),
  }
}

type Service = ReturnType<typeof start>

/** Brings files of all four kinds, one after the other. */
const bringAll = async (service: Service) => {
  for (const kind of ['schools', 'administrators', 'pupils', 'respondents'] as const)
    expect(await service.bring(kind, content[kind])).toMatchObject({ status: 'applied', errors: [] })
}

describe('import-file', () => {
  it('applies files of all four kinds and keeps none of them', async () => {
    const service = start()
    await bringAll(service)
    expect(await service.ports.directory.school(schoolId)).toMatchObject({ boardName: 'Stichting Zuid' })
    expect(await service.ports.directory.administrators('99001' as BoardId)).toBeDefined()
    const { results, pupils } = await service.ports.store.read(schoolId, schoolYear)
    expect(pupils).toEqual({ HAVO: 310 })
    expect(results[0]).toMatchObject({
      questionnaire: 'LTO-VO',
      importedAt: '2027-05-11T12:03:00.250Z',
      groups: {
        HAVO: { respondents: 6, questions: { V1: { answers: 6, sum: 30 }, W3: { answers: 0, sum: 0 } } },
      },
    })
    for (const [index, kind] of (['schools', 'administrators', 'pupils', 'respondents'] as const).entries())
      expect(await service.ports.uploads.find({ kind, importId: `import-${index + 1}` })).toBeUndefined()
  })

  it('says what came of a file, though the answer to each of its writes is lost and it is made again', async () => {
    const service = start('repeated')
    await bringAll(service)
    expect(await service.bring('pupils', `${content.pupils}x`)).toMatchObject({ status: 'rejected' })
    expect(service.logged.map(([code]) => code)).toEqual([
      ...Array(4).fill('IMPORT_APPLIED'),
      'IMPORT_REJECTED',
    ])
    expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 310 })
  })

  it('tells the operator what is wrong, and logs ids only', async () => {
    const service = start()
    const status = await service.bring('administrators', file('administrators', '99001;;geheim'))
    expect(status).toEqual({
      importId: 'import-1',
      kind: 'administrators',
      status: 'rejected',
      rows: 1,
      schools: 0,
      errorCount: 3,
      errors: [
        expect.objectContaining({ line: 2, column: 'BEVOEGD GEZAG NUMMER', code: 'unknown-board' }),
        expect.objectContaining({ line: 2, column: 'NAAM', code: 'required' }),
        expect.objectContaining({ line: 2, column: 'E-MAILADRES', code: 'invalid-format' }),
      ],
    })
    expect(service.logged).toEqual([['IMPORT_REJECTED', { importId: 'import-1' }]])
  })

  it.each([
    ...['99AA0', '99AA000', '99aa00', '99ÀÀ00', '٩٩AA00'].map(code => ['VESTIGINGSCODE', '99001', code]),
    ...['9900', '990011', '9900a', '٩٩٠٠١'].map(code => ['BEVOEGD GEZAG NUMMER', code, '99AA00']),
  ])('takes no code of another form for one: %s of %s;%s', async (column, board, school) => {
    const { bring } = start()
    const status = await bring(
      'schools',
      file('schools', `${board};Stichting Zuid;${school};De Brug;Delft;VO`),
    )
    expect(status).toMatchObject({
      status: 'rejected',
      errors: [{ line: 2, column, code: 'invalid-format' }],
    })
  })

  it('ignores objects that are no upload of an import', async () => {
    const service = start()
    const event = (key: string) => ({ Records: [{ s3: { object: { key } } }] }) as S3Event
    await service.handler(event('uploads/pupils/nobody-asked.csv'))
    for (const key of [
      'elsewhere/uploads/pupils/import-1.csv',
      'uploads/pets/import-1.csv',
      'uploads/pupils/a.csv.gz',
    ])
      await service.handler(event(key))
    expect(service.logged).toEqual([
      ['IMPORT_IGNORED', { importId: 'nobody-asked' }],
      ...Array(3).fill(['IMPORT_IGNORED', { importId: undefined }]),
    ])
  })

  it.each(['before the first is noticed', 'while the first is processed', 'after it was applied'] as const)(
    'takes the first of two uploads, also where the second comes %s',
    async moment => {
      const service = start()
      await bringAll(service)
      const { importId, uploadUrl } = await requestImport(service.operator, 'pupils')
      await service.put(uploadUrl, content.pupils.replace('310', '320'))
      const second = () => service.put(uploadUrl, content.pupils.replace('310', '999'))
      const { imports } = service.ports
      if (moment === 'after it was applied') await service.handleAll()
      if (moment !== 'while the first is processed') await second()
      else {
        const replace = imports.replace.bind(imports)
        imports.replace = async (...records) => {
          imports.replace = replace
          const isReplaced = await replace(...records)
          await second()
          return isReplaced
        }
      }
      await service.handleAll()
      expect(await imports.read(importId)).toMatchObject({ status: 'applied' })
      expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 320 })
      expect(await service.ports.uploads.find({ kind: 'pupils', importId })).toBeUndefined()
    },
  )
})

describe('the upload of an import', () => {
  it('is read in the version that was found, and not at all once it was removed', async () => {
    const service = start()
    const { importId, uploadUrl } = await requestImport(service.operator, 'pupils')
    await service.put(uploadUrl, content.pupils)
    const key = { importId, kind: 'pupils' } as const
    const { uploads } = service.ports
    const found = await uploads.find(key)
    expect(found).toMatchObject({ size: content.pupils.length })
    await service.put(uploadUrl, `${content.pupils}x`)
    expect(await uploads.find(key)).toEqual(found)
    expect(await text(Readable.from(await uploads.read(key, found!.version)))).toBe(content.pupils)
    await uploads.remove(key)
    await expect(uploads.read(key, found!.version)).rejects.toThrow('version does not exist')
  })
})

describe('figures of a school that gave consent', () => {
  const log = (service: Service) => dynamoEventStore(service.table)
  const consented = async (isCurrent = true) => {
    const service = start()
    if (isCurrent) await service.restoreGuard.markCurrent()
    await bringAll(service)
    const by = { sub: 'u-1', name: 'M. Jansen', role: 'school' } as const
    const conduct = { representative: true, surveyedGroup: 'Iedereen.', anonymous: true }
    const deliveryDate = '2027-07-01' as LocalDate
    const record = recordOf({ schoolId, schoolYear }, undefined, {
      type: 'given',
      at: service.ports.clock(),
      by,
      terms: { boardApproval: true, boardNotification: true, level: 'education-type', deliveryDate, conduct },
      boardId: '99001' as BoardId,
      schoolName: 'De Brug',
      reportDigest: null,
    })
    await log(service).append(record)
    await service.bring('pupils', content.pupils)
    return service
  }

  it('make one event where the document changes, and none where it stays the same', async () => {
    const service = await consented()
    await service.bring('pupils', content.pupils)
    await service.bring('pupils', content.pupils.replace('310', '311'))
    const history = await log(service).history({ schoolId, schoolYear })
    expect(history.map(({ type }) => type)).toEqual(['given', 'results-changed', 'results-changed'])
  })

  it('are not judged by a consent that cannot be read: the import is tried again, and changes nothing', async () => {
    const service = await consented()
    await makeUnreadable(service.table, logItemKey({ schoolId, schoolYear, version: 2 }))
    const { importId, uploadUrl } = await requestImport(service.operator, 'pupils')
    await service.put(uploadUrl, content.pupils.replace('310', '311'))
    await expect(service.handleAll()).rejects.toThrow('failed with UnreadableError')
    expect(await importStatus(service.operator, importId)).toMatchObject({
      status: 'processing',
      errorCount: 0,
    })
    expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 310 })
  })

  it('are not refused as those of an unknown school where the school cannot be read', async () => {
    const service = await consented()
    await makeUnreadable(service.table, schoolKey(schoolId))
    const { importId, uploadUrl } = await requestImport(service.operator, 'pupils')
    await service.put(uploadUrl, content.pupils)
    await expect(service.handleAll()).rejects.toThrow('failed with UnreadableError')
    expect(await importStatus(service.operator, importId)).toMatchObject({
      status: 'processing',
      errorCount: 0,
    })
  })

  it('are taken in a table that was restored, and told of when it has caught up', async () => {
    const service = await consented(false)
    expect(await service.bring('pupils', content.pupils.replace('310', '311'))).toMatchObject({
      status: 'applied',
    })
    expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 311 })
    expect(await log(service).history({ schoolId, schoolYear })).toHaveLength(1)
  })

  it('are taken there on the date itself too: they were judged when they first came', async () => {
    const service = await consented(false)
    service.moveClockTo('2027-07-01T00:30:00+02:00')
    const file = content.pupils.replace('310', '311')
    expect(await service.bring('pupils', file)).toMatchObject({ status: 'applied' })
    await service.restoreGuard.markCurrent()
    expect(await service.bring('pupils', content.pupils)).toMatchObject({ status: 'rejected' })
    expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 311 })
  })

  /** Brings a file whose import breaks off once it was judged; gives what tries it again. */
  const breakOff = async (service: Service, body: string) => {
    const { importId, uploadUrl } = await requestImport(service.operator, 'pupils')
    await service.put(uploadUrl, body)
    const [event] = service.events.splice(0)
    const broken = make(failingAlwaysAt(service.ports, 'savePupils'))
    await expect(broken(event!)).rejects.toThrow()
    expect(await service.operator.imports.read(importId)).toMatchObject({
      status: 'processing',
      judged: true,
    })
    return () => service.handler(event!)
  }

  it.each(['delivery-started', 'nothing-to-deliver'] as const)(
    'are left alone by an import of the evening before that is finished after "%s"',
    async type => {
      const service = await consented()
      service.moveClockTo('2027-06-30T23:50:00+02:00')
      const tryAgain = await breakOff(service, content.pupils.replace('310', '311'))
      service.moveClockTo('2027-07-01T00:20:00+02:00')
      const key = { schoolId, schoolYear }
      const head = await log(service).head(key)
      await log(service).append(recordOf(key, head, { type, at: service.ports.clock(), by: null }))
      await tryAgain()
      expect(service.logged.at(-1)?.[0]).toBe('IMPORT_APPLIED')
      expect((await service.ports.store.read(schoolId, schoolYear)).pupils).toEqual({ HAVO: 310 })
    },
  )
})

describe('an upload that nobody told of', () => {
  const uploaded = async (service: Service) => {
    const { importId, uploadUrl } = await requestImport(service.operator, 'schools')
    await service.put(uploadUrl, content.schools)
    service.events.splice(0)
    return importId
  }
  const look = (service: Service) => service.handler({})
  const statusOf = async (service: Service, importId: string) =>
    (await importStatus(service.operator, importId))?.status
  const lies = async (service: Service, importId: string) =>
    (await service.ports.uploads.find({ kind: 'schools', importId })) !== undefined

  it('is applied as any other, once it lay there for five minutes, and looked for in vain from then on', async () => {
    const service = start()
    const importId = await uploaded(service)
    for (const moment of ['14:03:01', '14:08:00']) {
      service.moveClockTo(`2027-05-11T${moment}+02:00`)
      await look(service)
      expect(await statusOf(service, importId), moment).toBe('awaiting-upload')
    }
    service.moveClockTo('2027-05-11T14:08:01+02:00')
    await look(service)
    await look(service)
    expect(await statusOf(service, importId)).toBe('applied')
    expect(await service.ports.directory.school(schoolId)).toMatchObject({ schoolName: 'De Brug' })
    expect(await lies(service, importId)).toBe(false)
    expect(service.logged).toEqual([
      ['UPLOAD_MISSED', { importId }],
      ['IMPORT_APPLIED', { importId }],
    ])
  })

  it('holds up no other where it cannot be processed', async () => {
    const service = start()
    const imports = [await uploaded(service), await uploaded(service)]
    service.moveClockTo('2027-05-11T14:09:00+02:00')
    let first: string | undefined
    const { uploads } = service.ports
    const read: typeof uploads.read = async (key, version) => {
      first ??= key.importId
      if (key.importId === first) throw new Error('lost')
      return uploads.read(key, version)
    }
    await expect(make({ ...service.ports, uploads: { ...uploads, read } })({})).rejects.toThrow()
    expect(await statusOf(service, first ?? '')).toBe('processing')
    const second = imports.find(importId => importId !== first)
    expect(await statusOf(service, second ?? '')).toBe('applied')
    expect(service.logged.slice(-2)).toEqual([
      ['IMPORT_FAILED', { importId: first }],
      ['IMPORT_APPLIED', { importId: second }],
    ])
  })

  it('is found though the import of another cannot be read', async () => {
    const service = start()
    const imports = [await uploaded(service), await uploaded(service), await uploaded(service)]
    await makeUnreadable(service.table, { pk: `IMPORT#${imports[1]}`, sk: 'IMPORT' })
    service.moveClockTo('2027-05-11T14:09:00+02:00')
    await look(service)
    for (const importId of [imports[0], imports[2]])
      expect(await statusOf(service, importId ?? '')).toBe('applied')
  })

  it('is found behind a thousand uploads to another URL, of which the first counts', async () => {
    const service = start()
    const first = await uploaded(service)
    const { importId, uploadUrl } = await requestImport(service.operator, 'schools')
    await service.put(uploadUrl, content.schools)
    const Key = uploadKeyOf({ kind: 'schools', importId })
    for (let again = 0; again < 1000; again += 1)
      await service.bucket.send(new PutObjectCommand({ Bucket: environment.UPLOADS_BUCKET, Key, Body: 'x' }))
    service.moveClockTo('2027-05-11T14:09:00+02:00')
    await look(service)
    for (const one of [first, importId]) {
      expect(await statusOf(service, one)).toBe('applied')
      expect(await lies(service, one)).toBe(false)
    }
  })
})
