import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { inflate } from '@sparticuz/chromium'
import { type Browser, chromium } from 'playwright-core'

const pack = dirname(dirname(fileURLToPath(import.meta.resolve('@sparticuz/chromium'))))

/** A Chromium out of its npm package, with the libraries and fonts it needs. Works as root. */
export const launchChromium = async (args: readonly string[] = []): Promise<Browser> => {
  const folder = await unpacked()
  return chromium.launch({
    executablePath: join(folder, 'chromium'),
    args: [...args],
    env: {
      ...process.env,
      LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
      FONTCONFIG_FILE: join(folder, 'fonts.conf'),
    },
  })
}

/** Unpacked once for each version, and moved into place whole, since test files run side by side. */
const unpacked = async (): Promise<string> => {
  const { version } = JSON.parse(await readFile(join(pack, 'package.json'), 'utf8'))
  const folder = join(tmpdir(), `doorlevering-chromium-${version}`)
  if (existsSync(folder)) return folder
  const fresh = await mkdtemp(`${folder}-`)
  const { TMPDIR } = process.env
  // The package unpacks to the system's folder for temporary files, whatever that is said to be.
  process.env.TMPDIR = fresh
  await Promise.all(
    ['chromium.br', 'fonts.tar.br', 'al2023.tar.br'].map(name => inflate(join(pack, 'bin', name))),
  )
  if (TMPDIR === undefined) delete process.env.TMPDIR
  else process.env.TMPDIR = TMPDIR
  const fonts = `<dir>${folder}/fonts</dir><cachedir>${folder}/fonts-cache</cachedir>`
  await writeFile(join(fresh, 'fonts.conf'), `<?xml version="1.0"?><fontconfig>${fonts}</fontconfig>`)
  // Somebody else was first: theirs is as good.
  await rename(fresh, folder).catch(() => rm(fresh, { recursive: true }))
  return folder
}
