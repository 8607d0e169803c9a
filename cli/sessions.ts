import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import * as z from 'zod/mini'
import { Failure } from './failure.ts'

const session = z.object({
  accessToken: z.string(),
  refreshToken: z.optional(z.string()),
  issuer: z.string(),
  clientId: z.string(),
  scope: z.string(),
})

/** Who is signed in at one address of the service, and where to get a new token. */
export type Session = z.output<typeof session>

/** By the address of the service. */
export interface Sessions {
  read(url: string): Promise<Session | undefined>
  /** Undefined removes it. */
  write(url: string, session: Session | undefined): Promise<void>
}

const kept = z.record(z.string(), session)

/** Sessions in a file that nobody else may read. */
export const sessionsIn = (file: string): Sessions => {
  const all = async (): Promise<z.output<typeof kept>> => {
    const text = await readFile(file, 'utf8').catch((error: NodeJS.ErrnoException) => {
      if (error.code === 'ENOENT') return '{}'
      throw error
    })
    try {
      return kept.parse(JSON.parse(text))
    } catch {
      throw new Failure(`${file} cannot be read: remove it, and sign in again.`)
    }
  }
  return {
    read: async url => (await all())[url],
    write: async (url, session) => {
      const { [url]: _, ...others } = await all()
      const next = session ? { ...others, [url]: session } : others
      await mkdir(dirname(file), { recursive: true, mode: 0o700 })
      // A mode is that of a new file: one that was there keeps its own.
      await writeFile(`${file}.new`, `${JSON.stringify(next, null, 2)}\n`, { mode: 0o600 })
      await rename(`${file}.new`, file)
    },
  }
}
