import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import type { S3Event } from 'aws-lambda'
import { describe, expect, it } from 'vitest'
import { make } from '../../functions/import-file/handler.ts'
import { clientOf } from '../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../infra/local/fakes/table.ts'
import { table as definition } from '../../infra/wiring.ts'
import { dynamoDirectory } from '../../shared/directory/adapters/dynamo-directory.ts'
import type { SchoolId, SchoolYear } from '../../shared/directory/identifiers.ts'
import type { Directory } from '../../shared/directory/ports.ts'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import type { Uploads, UploadUrls } from '../../shared/ingestion/ports.ts'
import { requestImport } from '../../shared/ingestion/requests.ts'
import { uploadKeyOf } from '../../shared/ingestion/upload-key.ts'
import { dynamoMonitoring } from '../../shared/monitoring/adapters/dynamo-monitoring.ts'
import { aSchool, may11 } from '../support/builders.ts'
import { ConsentGuardDouble } from '../support/doubles/imports.ts'
import { InMemoryLog } from '../support/doubles/log.ts'
import { tableOf } from '../support/stores.ts'
import { headers } from '../unit/ingestion/import-desk.ts'

const year = '2026-2027' as SchoolYear
const PIECES = 320
const ROWS_OF_A_PIECE = 250
const PIECE_BYTES = 64 * 1024

const schoolIdOf = (piece: number): SchoolId =>
  `98A${'ABCD'[Math.floor(piece / 100)]}${String(piece % 100).padStart(2, '0')}` as SchoolId

/** Rows of one school, each filled up with zeros before the grade: many bytes, and not many rows to judge. */
const pieceOf = (piece: number): Buffer => {
  const row = (grade: string) => `${schoolIdOf(piece)};${year};LTO-VO;HAVO;${grade};5;4;5;4;5;4;5;4;5;4;5\n`
  const filling = '0'.repeat(Math.floor(PIECE_BYTES / ROWS_OF_A_PIECE) - row('3').length)
  return Buffer.from(row(`${filling}3`).repeat(ROWS_OF_A_PIECE))
}

/**
 * A file that is made while it is read, and knows how far the reader is ahead of what it has asked the
 * directory.
 */
const streamedFile = (directory: Directory) => {
  let judged = 0
  let furthestAhead = 0
  let bytes = 0
  const uploads: Uploads & UploadUrls = {
    presign: async () => ({ uploadUrl: 'https://uploads.example', expiresAt: may11 }),
    find: async () => ({ size: PIECES * PIECE_BYTES, version: '1' }),
    list: async () => [],
    remove: async () => {},
    read: async () =>
      (async function* () {
        yield Buffer.from(`${headers.respondents}\n`)
        for (let piece = 0; piece < PIECES; piece += 1) {
          furthestAhead = Math.max(furthestAhead, piece - judged)
          const content = pieceOf(piece)
          bytes += content.length
          yield content
        }
      })(),
  }
  return {
    uploads,
    directory: {
      ...directory,
      schools: async (schoolIds: readonly SchoolId[]) => {
        judged += schoolIds.length
        return directory.schools(schoolIds)
      },
    },
    bytes: () => bytes,
    furthestAhead: () => furthestAhead,
  }
}

describe('a file of twenty megabytes', () => {
  it('is judged while it streams: never more than a few rows of it wait', async () => {
    const client = clientOf<DynamoDBDocumentClient>(
      new FakeTable({ tableName: 'doorlevering', ...definition }),
    )
    const table = tableOf(client)
    const store = dynamoMonitoring(table)
    const imports = dynamoImports(table)
    const schools = Array.from({ length: PIECES }, (_, piece) => aSchool({ schoolId: schoolIdOf(piece) }))
    await dynamoDirectory(table).saveSchools(schools)

    const { uploads, directory, ...file } = streamedFile(dynamoDirectory(table))
    const clock = () => may11
    const ports = {
      imports,
      uploads,
      directory,
      store,
      clock,
      guard: new ConsentGuardDouble(),
      log: new InMemoryLog(),
    }
    const { importId } = await requestImport({ ...ports, newId: () => 'import-1' }, 'respondents')
    const key = uploadKeyOf({ kind: 'respondents', importId })
    await make(ports)({ Records: [{ s3: { object: { key } } }] } as S3Event)

    expect(await imports.read(importId)).toMatchObject({
      status: 'applied',
      rows: PIECES * ROWS_OF_A_PIECE,
      schools: PIECES,
      errors: [],
    })
    expect(file.bytes()).toBeGreaterThan(20_000_000)
    // Rows are validated together until they fill two pieces.
    expect(file.furthestAhead()).toBeLessThanOrEqual(4)
    const { results } = await store.read(schoolIdOf(PIECES - 1), year)
    expect(results[0]?.groups.HAVO).toMatchObject({
      respondents: ROWS_OF_A_PIECE,
      questions: { V1: { answers: ROWS_OF_A_PIECE, sum: 5 * ROWS_OF_A_PIECE } },
    })
  })
})
