import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process'
import { once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'

export type Variables = Readonly<Record<string, string | undefined>>

const GRACE_MILLISECONDS = 3000

/** Other programs, each with all it starts in a group of its own, so that none is left behind. */
export class Processes {
  readonly #running = new Set<ChildProcess>()
  #stopped = false

  start(command: string, parameters: readonly string[], options: SpawnOptions): ChildProcess {
    if (this.#stopped) throw new Error(`stopped before ${command}`)
    const child = spawn(command, parameters, { ...options, detached: true })
    this.#running.add(child)
    child.once('close', () => this.#running.delete(child))
    return child
  }

  /** Answers what it wrote to its standard output; throws with all it wrote where it does not end well. */
  async run(command: string, parameters: readonly string[], env: Variables): Promise<string> {
    const child = this.start(command, parameters, { env, stdio: ['ignore', 'pipe', 'pipe'] })
    let [output, all] = ['', '']
    child.stdout?.on('data', text => {
      output += text
      all += text
    })
    child.stderr?.on('data', text => {
      all += text
    })
    const [code] = await once(child, 'close')
    if (code !== 0) throw new Error(`${command} ${parameters.join(' ')} ended with ${code}:\n${all}`)
    return output
  }

  /** Ends all that still run, asked once to do so themselves, and starts nothing any more. */
  async stop(): Promise<void> {
    this.#stopped = true
    const children = [...this.#running]
    const ended = Promise.all(children.map(child => once(child, 'close')))
    for (const child of children) signal(child, 'SIGTERM')
    await Promise.race([ended, wait(GRACE_MILLISECONDS)])
    // Those too whose first has ended.
    for (const child of children) signal(child, 'SIGKILL')
    await ended
  }
}

const signal = ({ pid }: ChildProcess, name: NodeJS.Signals): void => {
  try {
    if (pid !== undefined) process.kill(-pid, name)
  } catch {
    // None of the group is left.
  }
}
