import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { describe, expect, it } from 'vitest'
import { clientOf } from '../../../infra/local/fakes/sdk.ts'
import { FakeTable } from '../../../infra/local/fakes/table.ts'
import { table } from '../../../infra/wiring.ts'
import { dynamoImports } from '../../../shared/ingestion/adapters/dynamo-imports.ts'
import type { Import, ImportStore } from '../../../shared/ingestion/ports.ts'
import { instantFrom } from '../../../shared/platform/time.ts'
import { InMemoryImports } from '../../support/doubles/imports.ts'

const inTable = (): ImportStore =>
  dynamoImports({
    client: clientOf<DynamoDBDocumentClient>(new FakeTable({ tableName: 'imports', ...table })),
    name: 'imports',
  })

const createdAt = instantFrom('2027-05-11T12:03:00Z')
const waiting: Import = {
  importId: 'import-1',
  kind: 'pupils',
  status: 'awaiting-upload',
  rows: 0,
  schools: 0,
  errorCount: 0,
  errors: [],
  createdAt,
  expiresAt: createdAt,
  startedAt: null,
  uploadVersion: null,
  judged: false,
}
const processing: Import = { ...waiting, status: 'processing', startedAt: createdAt, uploadVersion: '"1"' }

describe.each([
  ['in memory', () => new InMemoryImports()],
  ['in the table', inTable],
] as const)('imports %s', (_, make) => {
  it('are read as they were stored, faults and all', async () => {
    const imports = make()
    const errors = [
      { line: 2, column: 'NAAM', code: 'required', detail: 'Verwacht: iets.' },
      { line: null, column: null, code: 'no-rows', detail: 'Verwacht: iets.' },
    ] as const
    await imports.create({ ...waiting, errorCount: 2, errors })
    expect(await imports.read('import-1')).toEqual({ ...waiting, errorCount: 2, errors })
    expect(await imports.read('import-2')).toBeUndefined()
  })

  it('are created once', async () => {
    const imports = make()
    await imports.create(waiting)
    await expect(imports.create(waiting)).rejects.toThrow()
  })

  it('move on only from where they were', async () => {
    const imports = make()
    const judged = { ...processing, judged: true }
    await imports.create(waiting)
    expect(await imports.replace(waiting, processing)).toBe(true)
    expect(await imports.replace(waiting, processing)).toBe(false)
    expect(await imports.replace(processing, judged)).toBe(true)
    expect(await imports.replace(processing, { ...processing, status: 'rejected' })).toBe(false)
    expect(await imports.read('import-1')).toEqual(judged)
  })

  it('that were never asked for cannot be replaced', async () => {
    expect(await make().replace(waiting, processing)).toBe(false)
  })
})
