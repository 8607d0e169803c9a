import { expect, it } from 'vitest'
import { importIdOf, uploadKeyOf } from '../../../shared/ingestion/upload-key.ts'

it('knows an import by the place its file was uploaded to', () => {
  const key = uploadKeyOf({ kind: 'pupils', importId: 'a1-B2' })
  expect(key).toBe('uploads/pupils/a1-B2.csv')
  expect(importIdOf(key)).toBe('a1-B2')
})

it.each(['uploads/other/a1.csv', 'uploads/pupils/a1.txt', 'uploads/pupils/a/b.csv', 'pupils/a1.csv'])(
  'passes over %s, which is no place of an import',
  key => expect(importIdOf(key)).toBeUndefined(),
)
