import { describe, expect, it } from 'vitest'
import { traceIdOf } from '../../../shared/platform/trace.ts'

const given = '0af7651916cd43dd8448eb211c80319c'
const newId = () => 'an-id'

describe('the trace of a request', () => {
  it('is the one its caller goes on with', () => {
    expect(traceIdOf(`00-${given}-b7ad6b7169203331-01`, newId)).toBe(given)
    expect(traceIdOf(`01-${given}-b7ad6b7169203331-01-more`, newId)).toBe(given)
  })

  it.each([
    undefined,
    '',
    given,
    `00-${given}`,
    `00-${given.toUpperCase()}-b7ad6b7169203331-01`,
    `ff-${given}-b7ad6b7169203331-01`,
    `00-${'0'.repeat(32)}-b7ad6b7169203331-01`,
    `00-${given}-b7ad6b7169203331-01\n`,
    'Kanarie-Anna',
  ])('is a new one where the caller names none, or not as it should (%s)', traceparent => {
    expect(traceIdOf(traceparent, newId)).toMatch(/^[0-9a-f]{32}$/)
    expect(traceIdOf(traceparent, newId)).not.toBe(given)
    expect(traceIdOf(traceparent, newId)).not.toBe(traceIdOf(traceparent, () => 'another'))
  })
})
