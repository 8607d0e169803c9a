import { expect } from 'vitest'
import { awsClients } from '../../cli/aws/clients.ts'
import { millisecondsOf } from '../../shared/platform/time.ts'
import { commandIn } from '../support/command.ts'
import { deployed } from './deployed.ts'
import { realClock } from './real-clock.ts'
import { tokenOf } from './stubs.ts'

/** The operators' command at the deployed service, by a token; answers what it wrote, all being well. */
export const doorlevering = async (...words: readonly string[]): Promise<string> => {
  process.env.DOORLEVERING_TOKEN = await tokenOf({ role: 'operator', name: 'R. Kuipers' })
  const atService = [...words, '--url', deployed().frontUrl]
  const now = () => millisecondsOf(realClock())
  const { code, out, told } = await commandIn('nowhere', { aws: awsClients, now })(atService)
  expect(code, `${words.join(' ')}\n${out}${told}`).toBe(0)
  return out
}
