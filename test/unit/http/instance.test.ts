import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { instanceOf } from '../../../shared/http/answer.ts'

describe('the instance of a problem', () => {
  it.each([
    ['/v1/schools/99AA00', '/v1/schools/99AA00'],
    ['/v1/%20', '/v1/%20'],
    ["/v1/a;b=c,d@e:f!$&'()*+~._-", "/v1/a;b=c,d@e:f!$&'()*+~._-"],
    // As the HTTP API hands a path on, decoded.
    ['/v1/Bûtenplak De Brug', '/v1/B%C3%BBtenplak%20De%20Brug'],
    ['/v1/100%', '/v1/100%25'],
    ['/v1/a?b#c', '/v1/a%3Fb%23c'],
    ['/v1/\u{1F393}\uD800\n', '/v1/%F0%9F%8E%93%EF%BF%BD%0A'],
    ['*', '/'],
    ['', '/'],
    ['v1', '/'],
    ['//example.org/v1', '/.//example.org/v1'],
    ['http://example.org/v1/x', '/v1/x'],
    ['https://example.org', '/'],
  ])('for %j is %s', (path, instance) => {
    expect(instanceOf(path)).toBe(instance)
  })

  it('is a path of the same host that says itself, whatever was asked for', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), path => {
        const instance = instanceOf(path)
        const read = new URL(instance, 'https://api.example.nl')
        expect(instance).toMatch(/^\/(?:[\w\-.~!$&'()*+,;=:@/]|%[0-9A-Fa-f]{2})*$/)
        expect(read.host + read.search + read.hash).toBe('api.example.nl')
        expect(instanceOf(instance)).toBe(instance)
      }),
    )
  })
})
