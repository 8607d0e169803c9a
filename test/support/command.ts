import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import type { Context } from '../../cli/context.ts'
import { run } from '../../cli/program.ts'
import { sessionsIn } from '../../cli/sessions.ts'

const main = join(import.meta.dirname, '../../cli/main.ts')

export interface Ended {
  code: number | null
  /** What was asked for. */
  out: string
  /** What was told beside it. */
  told: string
}

/** When commands run that are not told another moment. */
const NOW = Date.parse('2027-05-11T08:00:00Z')

const unexpected = () => Promise.reject(new Error('this is not asked for here'))

/** Is given all that was told so far, as it comes. */
export type Watch = (told: string) => void

/** The operators' command in this process, with sessions in a folder, and parts of its context replaced. */
export const commandIn =
  (folder: string, replaced: Partial<Context> = {}) =>
  async (words: readonly string[], watch?: Watch): Promise<Ended> => {
    let [out, told] = ['', '']
    const code = await run(words, {
      write: text => {
        out += text
      },
      tell: text => {
        told += text
        watch?.(told)
      },
      progress: () => {},
      now: () => NOW,
      wait: seconds => setTimeout(seconds * 1000),
      fetch: globalThis.fetch,
      sessions: sessionsIn(join(folder, 'doorlevering/sessions.json')),
      aws: () => {
        throw new Error('AWS is not asked here')
      },
      settings: unexpected,
      dns: unexpected,
      certificateUntil: unexpected,
      ...replaced,
    })
    return { code, out, told }
  }

/** The same in a process of its own. */
export const commandProcessIn =
  (folder: string) =>
  async (words: readonly string[], watch?: Watch): Promise<Ended> => {
    const child = spawn(process.execPath, [main, ...words], {
      env: { ...process.env, XDG_CONFIG_HOME: folder },
    })
    return endOf(child, watch)
  }

/** What becomes of a process whose output is piped. */
export const endOf = async (child: ChildProcess, watch?: Watch): Promise<Ended> => {
  let [out, told] = ['', '']
  child.stdout?.on('data', chunk => {
    out += chunk
  })
  child.stderr?.on('data', chunk => {
    told += chunk
    watch?.(told)
  })
  const [code] = await once(child, 'close')
  return { code, out, told }
}

/** Opens the address that `login` tells, once, as a browser would. */
export const opening = (open: (address: string) => unknown): Watch => {
  let opened = false
  return told => {
    const address = /^ {2}(http\S+)\n/m.exec(told)?.[1]
    if (!address || opened) return
    opened = true
    void open(address)
  }
}
