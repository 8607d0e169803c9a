import type { OnCall } from '../../infra/local/calls.ts'
import { commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { type Use, usesOf, usesWhereMissing } from './uses.ts'

/** What comes before a call of a function: it may wait, or throw in the place of the service. */
export type Before = (by: string, command: string, input: object) => Promise<unknown> | undefined

/** Writes down what each function asks of AWS, and lets a story hold its calls or have them fail. */
export const recorder = () => {
  const used = new Map<string, Map<string, Use>>()
  const note = (by: string, uses: readonly Use[]): void => {
    const noted = used.get(by) ?? new Map()
    used.set(by, noted)
    for (const use of uses) noted.set(`${use.action} ${use.resource}`, use)
  }
  let before: Before = () => undefined
  const onCall: OnCall = async (by, command, send) => {
    note(by, usesOf(command))
    await before(by, commandName(command), command.input)
    try {
      return await send(command)
    } catch (error) {
      note(by, usesWhereMissing(command, error))
      throw error
    }
  }
  return {
    onCall,
    /** What a function asks at a deployment, which the local environment has none of. */
    onDeployment:
      (name: string) =>
      (command: SdkCommand): void =>
        note(name, usesOf(command)),
    usedBy: (by: string): readonly Use[] => [...(used.get(by)?.values() ?? [])],
    /** Replaces what came before the calls until then. */
    intervene: (how: Before = () => undefined): void => {
      before = how
    },
  }
}
