import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { operations } from '../support/api/documented.ts'
import { type LocalService, localService } from '../support/api/local-service.ts'
import { launchChromium } from './support/chromium.ts'

let service: LocalService
let browser: Browser
beforeAll(async () => {
  ;[service, browser] = await Promise.all([localService(), launchChromium()])
})
afterAll(async () => {
  await browser?.close()
  await service?.stop()
})

describe('the page that shows the API', () => {
  let page: Page
  const asked: string[] = []
  const complaints: string[] = []
  beforeAll(async () => {
    page = await (await browser.newContext()).newPage()
    page.on('requestfinished', request => asked.push(new URL(request.url()).origin))
    page.on('console', message => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', error => complaints.push(error.message))
    await page.goto(`${service.baseUrl}/docs`)
    await page.getByRole('heading', { name: 'Doorlevering' }).waitFor()
  })

  it('tells of every operation, with its answers and examples', async () => {
    const { paths } = (await service.send<{ paths: object }>({ path: '/v1/openapi.json' })).body
    const summaries = Object.values(paths).flatMap(item =>
      Object.values(item as object).flatMap(({ summary }) => summary ?? []),
    )
    expect(summaries).toHaveLength(operations.length)
    const headings = (await page.locator('h2').allInnerTexts()).map(text => text.trim())
    expect(headings).toEqual(expect.arrayContaining(summaries))
    const shown = await page.locator('body').innerText()
    for (const word of [
      'consent-locked',
      'If-None-Match',
      'deliveryDate',
      '99AA00',
      'no-board-administrator',
    ])
      expect(shown).toContain(word)
  })

  it('tells of each operation who may use it', async () => {
    const shown = await page.locator('body').innerText()
    expect(shown).toMatch(/Give or change consent[\s\S]*?roles: \["school","board"\]/)
    expect(shown.match(/^roles: /gm)).toHaveLength(
      operations.filter(({ operation }) => operation['x-roles']).length,
    )
  })

  it('is searched', async () => {
    await page
      .getByRole('textbox', { name: 'Search' })
      .or(page.getByPlaceholder('Search...'))
      .first()
      .fill('withdraw')
    const found = page.getByRole('search').getByRole('menuitem', { name: 'Withdraw consent' })
    await found.first().waitFor()
    expect(await found.first().isVisible()).toBe(true)
  })

  it('takes nothing from elsewhere, and does nothing its policy forbids but ask for a logo', async () => {
    await page.waitForLoadState('networkidle')
    expect(new Set(asked)).toEqual(new Set([service.baseUrl]))
    const others = complaints.filter(complaint => !complaint.includes('cdn.redoc.ly/redoc/logo-mini.svg'))
    expect(others).toEqual([])
    const { headers } = await service.send({ path: '/docs' })
    expect(headers['content-security-policy']).toMatch(/^default-src 'none'; script-src 'self';/)
    expect(headers['content-security-policy']).not.toContain('unsafe')
  })
})
