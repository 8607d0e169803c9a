import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { Argument, Command, Option } from '@commander-js/extra-typings'
import { states } from '../test/browser/states/index.ts'
import { openStage, type Stage } from '../test/browser/states/state.ts'
import { remarksOn } from '../test/browser/support/axe.ts'
import { openPortal, settled } from '../test/browser/support/portal.ts'

const widths = [1280, 320]
/** The page as people have it set; the first is that of the pictures. */
const looks = [
  { colorScheme: 'light', forcedColors: 'none' },
  { colorScheme: 'dark', forcedColors: 'none' },
  { colorScheme: 'light', forcedColors: 'active' },
] as const

/** Pictures of the README: a state, and how much of it from above, in px. */
const pictures = [
  { state: 'school-begin', height: 1000 },
  { state: 'school-saved', height: 1000 },
] as const
const IMAGES = 'docs/images'

const names = states.map(({ name }) => name)
const command = new Command('npm run screenshots --')
  .addArgument(new Argument('[folder]', 'where the pictures are written').default('screenshots'))
  .addOption(new Option('--until <state>', 'no more states than up to this').choices(names))
  .parse()
const [folder] = command.processedArgs
const { until } = command.opts()
const last = until === undefined ? states.length - 1 : names.indexOf(until)

/** As a deployed page shows it: without the bar of the local environment. */
const asDeployed = ({ page }: Stage): Promise<unknown> =>
  // Of the context, so that a state which takes back what it answered itself leaves this.
  page.context().route('**/config.json', async route => {
    const { tools, notice, ...deployed } = await (await route.fetch()).json()
    await route.fulfill({ json: deployed })
  })

/** By all its rules: the tests judge each state by them once, and by those of form at another width and colour. */
const judge = async ({ page }: Stage, state: string, width: number): Promise<readonly string[]> => {
  const found: string[] = []
  for (const look of looks) {
    await page.emulateMedia(look)
    const remarks = await remarksOn(page)
    if (remarks.length > 0)
      found.push(`${state}, ${width} px, ${JSON.stringify(look)}: ${JSON.stringify(remarks)}`)
  }
  await page.emulateMedia(looks[0])
  return found
}

const remarks: string[] = []
const portal = await openPortal()
try {
  await mkdir(folder, { recursive: true })
  const stage = await openStage(portal)
  const { page } = stage
  await asDeployed(stage)
  await page.reload()
  for (const { name, show } of states.slice(0, last + 1)) {
    await show(stage)
    await settled(page)
    for (const width of widths) {
      await page.setViewportSize({ width, height: 900 })
      // What is fixed to the window is drawn where the window would be.
      await page.evaluate("scrollTo({ top: 0, behavior: 'instant' })")
      await page.screenshot({ path: join(folder, `${name}-${width}.png`), fullPage: true })
      remarks.push(...(await judge(stage, name, width)))
    }
    await page.setViewportSize({ width: 1280, height: 900 })
    const picture = pictures.find(({ state }) => state === name)
    if (picture && until === undefined) {
      const clip = { x: 0, y: 0, width: 1280, height: picture.height }
      await page.screenshot({ path: join(IMAGES, `${name}.png`), fullPage: true, clip })
    }
    console.log(name)
  }
} finally {
  await portal.close()
}
console.log([...remarks, `states: ${last + 1}, remarks of axe: ${remarks.length}`].join('\n'))
if (remarks.length > 0) process.exitCode = 1
