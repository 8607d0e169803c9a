import { expect, it } from 'vitest'
import { faultList } from '../../../shared/ingestion/faults.ts'

it('the list of faults keeps a hundred at most, also where all are the first of their column', () => {
  const faults = faultList()
  for (let column = 0; column < 250; column += 1)
    faults.add(2, `V${column}`, { code: 'required', detail: 'Verwacht: iets.' })
  expect(faults.count).toBe(250)
  expect(faults.kept.map(({ column }) => column)).toEqual(Array.from({ length: 100 }, (_, n) => `V${n}`))
})
