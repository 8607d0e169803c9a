import { expect, it } from 'vitest'
import { dynamoImports } from '../../shared/ingestion/adapters/dynamo-imports.ts'
import type { Import, ImportStore } from '../../shared/ingestion/ports.ts'
import { secondsAfter } from '../../shared/platform/time.ts'
import { may11 } from '../support/builders.ts'
import { onBothTables } from './support/on-both-tables.ts'

const asked: Import = {
  importId: 'import-1',
  kind: 'respondents',
  status: 'awaiting-upload',
  rows: 0,
  schools: 0,
  errorCount: 0,
  errors: [],
  createdAt: may11,
  expiresAt: secondsAfter(may11, 3600),
  startedAt: null,
  uploadVersion: null,
  judged: false,
}
const started: Import = { ...asked, status: 'processing', startedAt: may11, uploadVersion: '"abc"' }
const judged: Import = { ...started, rows: 12, schools: 3, judged: true }
const applied: Import = { ...judged, status: 'applied' }
const rejected: Import = {
  ...started,
  status: 'rejected',
  rows: 120,
  errorCount: 101,
  errors: Array.from({ length: 100 }, (_, number) => ({
    line: number === 0 ? null : number,
    column: number % 2 === 0 ? null : 'LEERLINGEN',
    code: 'invalid-format',
    detail: 'Verwacht: een geheel getal.',
  })),
}

onBothTables<ImportStore>('imports', dynamoImports, imports => {
  const stored = () => imports.read(asked.importId)

  it('are not there before they are asked for', async () => {
    expect(await stored()).toBeUndefined()
  })

  it.each([asked, started, judged, applied, rejected])(
    'are given back as they were stored ($status)',
    async record => {
      await imports.create(record)
      expect(await stored()).toStrictEqual(record)
    },
  )

  it('are made once: an id is never used again', async () => {
    await imports.create(asked)
    await expect(imports.create({ ...asked, kind: 'pupils' })).rejects.toThrow()
    expect(await stored()).toStrictEqual(asked)
  })

  it('are made once also where the same is written again, since its answer was lost', async () => {
    await imports.create(asked)
    await imports.create(asked)
    expect(await stored()).toStrictEqual(asked)
    await imports.replace(asked, started)
    await expect(imports.create(asked)).rejects.toThrow()
  })

  it('go on from one step to the next', async () => {
    await imports.create(asked)
    expect(await imports.replace(asked, started)).toBe(true)
    expect(await imports.replace(started, judged)).toBe(true)
    expect(await imports.replace(judged, applied)).toBe(true)
    expect(await stored()).toStrictEqual(applied)
  })

  it.each([
    { got: started, from: asked, to: started, why: 'has begun already' },
    { got: judged, from: started, to: rejected, why: 'was judged already' },
    { got: applied, from: judged, to: applied, why: 'has ended already' },
  ])('do not go on where another run $why', async ({ got, from, to }) => {
    await imports.create(got)
    expect(await imports.replace(from, to)).toBe(false)
    expect(await stored()).toStrictEqual(got)
  })

  it('do not go on where they were never asked for', async () => {
    expect(await imports.replace(asked, started)).toBe(false)
    expect(await stored()).toBeUndefined()
  })

  it('are begun by one of thirty runs that race', async () => {
    await imports.create(asked)
    const runs = Array.from({ length: 30 }, (_, run) => ({ ...started, uploadVersion: `"${run}"` }))
    const begun = await Promise.all(runs.map(run => imports.replace(asked, run)))
    expect(begun.filter(mine => mine)).toHaveLength(1)
    expect(await stored()).toStrictEqual(runs[begun.indexOf(true)])
  })

  it('stand each by itself', async () => {
    await imports.create(asked)
    await imports.create({ ...asked, importId: 'import-2', kind: 'schools' })
    await imports.replace(asked, started)
    expect(await imports.read('import-2')).toStrictEqual({ ...asked, importId: 'import-2', kind: 'schools' })
  })
})
