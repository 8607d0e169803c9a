import type { Environment } from '../infra/stage-settings.ts'
import type { Aws } from './aws/clients.ts'
import type { Sessions } from './sessions.ts'

/** What the command is given from outside. */
export interface Context {
  /** What was asked for. */
  write(text: string): void
  /** What is told meanwhile, beside it. */
  tell(text: string): void
  /** How far it is: each text takes the place of the one before. */
  progress(text: string): void
  /** Milliseconds since 1970. */
  now(): number
  wait(seconds: number): Promise<void>
  fetch: typeof globalThis.fetch
  sessions: Sessions
  /** In that region, or in that of the shell. */
  aws(region?: string): Aws
  /** The settings of a stage, in a file or in that of the CDK. Throws `Failure` or `Misuse` where they cannot be had. */
  settings(stage: string, file: string | undefined): Promise<Environment>
  /** What DNS has of a name; nothing where there is no such name. */
  dns(name: string, type: 'TXT' | 'CNAME'): Promise<readonly string[]>
  /** Until when the certificate of a host is good, in milliseconds since 1970. */
  certificateUntil(host: string): Promise<number>
}

/** What a command found or did: for programs, for people, and whether all of it is as it should be. */
export interface Outcome {
  readonly data: unknown
  readonly text: string
  readonly ok: boolean
}
