import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, describe, expect, it } from 'vitest'
import { opening } from '../support/command.ts'
import { deployed } from './deployed.ts'
import { Guide } from './guide.ts'
import { attempt, makeFolder, run, synthesize, withStubs } from './operator.ts'
import { openAsOperator } from './stubs.ts'
import { daysFromNow } from './trial-day.ts'

const MINUTES = 60_000

/** What preflight says is not as it should be. */
const missingIn = (told: string): readonly string[] =>
  [...told.matchAll(/^✗ {2}(.*?) {2}/gm)].map(([, name = '']) => name)

/** Each sentence goes on where the one before ended, with the next commands of the page. */
describe('an operator in an empty account, by docs/deploy.md', { timeout: 10 * MINUTES }, () => {
  const guide = new Guide(
    'What is needed, and how long it takes',
    'Once for an account',
    'Each time',
    'After the first time',
    'The first schools',
  )
  beforeAll(makeFolder)

  it('prepares the account, in which nobody can deploy without settings of their own', async () => {
    // The project is installed, and at work.
    await run(guide.next('npm ci').replace('npm ci', ''))
    const settingsNamed = guide.next('> cdk.context.json')
    await run(guide.next('npx cdk bootstrap'))
    // The stack of data has no code to bundle.
    const example = `echo '{ "aws:cdk:bundling-stacks": [] }' > cdk.context.json; npx cdk deploy "doorlevering-$stage-data"`
    const { code, out, told } = await attempt(example)
    expect([code, out + told]).toEqual([1, expect.stringContaining('settings.json')])
    await run(settingsNamed)
  })

  it('sees what is missing', async () => {
    await synthesize('first', { dev: withStubs, prod: { mailDomain: 'schools.example' } })
    // The emulator has no settings of AWS Backup; stage `dev` is not backed up.
    guide.next('aws backup update-region-settings')
    const preflight = await attempt(guide.next('preflight'))
    expect([preflight.code, missingIn(preflight.out)]).toEqual([1, ['DMARC']])
    expect(preflight.out.match(/^· /gm)).toHaveLength(3)
  })

  it('sees what will be made, and deploys it', async () => {
    const told = await run(
      `${guide.next('npx cdk diff')}\nnpx doorlevering preflight --stage "$stage" || true`,
    )
    // Nobody set DNS, which the emulator does not look at.
    expect(missingIn(told)).toEqual(['mail domain', 'DMARC'])
    expect(told).not.toMatch(/^· /m)
  })

  it('does what comes after the first time', async () => {
    expect(await run(guide.next('describe-stacks'))).toMatch(/^PageUrl\thttps:\/\/\w+\.cloudfront\.net\/$/m)
    await run(guide.next('get-email-identity'))
    const filledIn = {
      '<portalUrl>': 'https://portal.schools.example',
      '<what is sent to whom, as above>': 'mails',
    }
    const quota = Object.entries(filledIn).reduce(
      (text, [blank, own]) => text.replace(blank, own),
      guide.next('put-account-details'),
    )
    expect(await run(quota)).toMatch(/^True\t/m)
    expect(await run(guide.next('get-public-key'))).toMatch(/^arn:aws:kms:eu-west-1:\d{12}:key\/\S+\tMII/)
    expect((await run(guide.next('smoke'))).match(/^✓ /gm)).toHaveLength(4)
  })

  it('signs in, and brings the files of the first schools', async () => {
    const told = await run(guide.next('npx doorlevering login'), opening(openAsOperator))
    expect(told).toMatch(/^You are signed in at https:\S+ as R\. Kuipers\.$/m)
    expect(told.match(/: applied; \d+ rows(, \d+ schools)?, 0 faults\.$/gm)).toHaveLength(6)
  })

  it('is told what is wrong with a file, by its lines', async () => {
    await writeFile(join(deployed().folder!, 'pupils.csv'), 'VESTIGINGSCODE\n')
    const { code, out } = await attempt('npx doorlevering import pupils pupils.csv')
    expect([code, out]).toEqual([1, expect.stringMatching(/rejected; .*\n\n.*\n1 .* wrong-header /)])
  })

  it('opens the days on which may be delivered', async () => {
    const days = [1, 30, 60].map(daysFromNow)
    const told = await run(guide.next('calendar set').replace('2027-06-01..2027-07-15', days.join(' ')))
    for (const day of days) expect(told).toContain(`${day}  ${day}  all`)
    expect(guide.left).toEqual([])
  })
})
