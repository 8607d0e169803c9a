import { gzipSync } from 'node:zlib'
import { describe, expect, it } from 'vitest'
import { portalPage } from '../../../infra/local/portal.ts'
import { figure } from '../../support/figures.ts'

const page = await portalPage('http://127.0.0.1:3000/_local/issuer')

const get = (url: string, method = 'GET') => {
  const answer = page({ method, url, headers: {}, body: Buffer.from('') })
  return { status: answer?.statusCode, headers: answer?.headers, text: answer?.body ?? '' }
}

const html = get('/').text
/** What `index.html` names. */
const named = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path ?? '')
const hashed = named.filter(path => /^\/[a-z]+-[A-Z0-9]{8}\.(js|css)$/.test(path))

describe('the files of the page', () => {
  it('are, with all that is loaded at first, under 60 KB as CloudFront sends them', ({ task }) => {
    const sizes = ['/', '/config.json', ...named].map(
      path => [path, gzipSync(get(path).text).length] as const,
    )
    const total = sizes.reduce((sum, [, size]) => sum + size, 0)
    figure(task, `first load of the page: ${total} bytes, compressed`)
    expect(total, JSON.stringify(sizes)).toBeLessThan(60_000)
  })

  it('have names by what is in them, which a browser may keep for good', () => {
    expect(new Set(hashed.map(path => path.split('.').at(-1)))).toEqual(new Set(['css', 'js']))
    for (const path of hashed)
      expect(get(path).headers?.['Cache-Control']).toBe('public, max-age=31536000, immutable')
  })

  it.each(['/', '/index.html', '/config.json', '/portal.svg'])('are asked for anew each time: %s', path => {
    expect(get(path).headers?.['Cache-Control']).toBe('no-cache')
  })

  it('have of all styles those that the page uses: each component in its states, and no other theme', () => {
    const css = get(hashed.find(path => path.endsWith('.css')) ?? '').text
    for (const rule of [
      '.utrecht-button--primary-action.utrecht-button--danger{--_utrecht-button-hint-',
      '--_utrecht-button-appearance-hover-background-color:',
      ':focus-visible{outline:',
    ])
      expect(css).toContain(rule)
    expect(css).not.toMatch(/denhaag|--ams-|utrecht-digid/)
  })

  it('have nothing in them that is for developers', () => {
    for (const path of hashed) expect(get(path).text).not.toMatch(/sourceMappingURL|\n {2}/)
  })

  it('are there to be read only, and leave every other path alone', () => {
    expect(get('/?code=1&state=2').text).toBe(html)
    expect(get('/', 'HEAD').status).toBe(200)
    expect(get('/', 'POST')).toMatchObject({ status: 405, headers: { Allow: 'GET, HEAD' } })
    for (const path of ['/v1/school-years', '/main.ts', '/portal.css', '/nowhere', '//'])
      expect(get(path).status, path).toBeUndefined()
  })

  it('ask nothing of anybody but their own origin and the issuer’s', () => {
    const policy = String(get('/').headers?.['Content-Security-Policy'])
    expect(policy.split('; ')).toEqual([
      "default-src 'none'",
      "script-src 'self'",
      "style-src 'self'",
      "img-src 'self'",
      "connect-src 'self' http://127.0.0.1:3000",
      "base-uri 'none'",
      "form-action 'none'",
      "frame-ancestors 'none'",
      "require-trusted-types-for 'script'",
    ])
  })

  it('tell the page who its issuer is, and whom it is to the issuer', () => {
    expect(JSON.parse(get('/config.json').text)).toMatchObject({
      issuer: 'http://127.0.0.1:3000/_local/issuer',
      clientId: 'doorlevering-portal',
      scope: 'openid monitoring',
    })
  })
})
