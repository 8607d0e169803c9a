import { readdirSync } from 'node:fs'
import type { FunctionManifest, Trigger } from '../functions/manifest.ts'

const functions = new URL('../functions/', import.meta.url)

const names = readdirSync(functions, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
  .sort()

const manifestOf = async (name: string): Promise<FunctionManifest> =>
  (await import(new URL(`${name}/manifest.ts`, functions).href)).manifest

/** Every function there is, by the name of its folder. */
export const manifests: Readonly<Record<string, FunctionManifest>> = Object.fromEntries(
  await Promise.all(names.map(async name => [name, await manifestOf(name)])),
)

type Kind = Trigger['kind']
type TriggerOf<K extends Kind> = Extract<Trigger, { kind: K }>

interface Triggered<K extends Kind> {
  readonly name: string
  readonly trigger: TriggerOf<K>
}

/** The functions that are begun in that way. */
export const triggeredBy = <K extends Kind>(kind: K): readonly Triggered<K>[] =>
  Object.entries(manifests).flatMap(([name, { trigger }]) =>
    isOfKind(trigger, kind) ? [{ name, trigger }] : [],
  )

/** The one function that is begun in that way. Throws where there is another number of them. */
export const onlyTriggeredBy = <K extends Kind>(kind: K): Triggered<K> =>
  only(triggeredBy(kind), `the trigger ${kind}`)

const only = <T>([found, ...more]: readonly T[], what: string): T => {
  if (found === undefined || more.length > 0) throw new Error(`there must be one function with ${what}`)
  return found
}

const isOfKind = <K extends Kind>(trigger: Trigger, kind: K): trigger is TriggerOf<K> => trigger.kind === kind

/** What takes part in a deployment, and in nothing else. */
export const isOfDeployments = ({ trigger }: FunctionManifest): boolean => trigger.kind === 'publication'

/** Every path of the API, by the function that answers it. */
export const httpPaths: Readonly<Record<string, readonly [string, ...string[]]>> = Object.fromEntries(
  triggeredBy('http').map(({ name, trigger }) => [name, trigger.paths]),
)

/** The function that answers what no path matches (`$default`). */
export const unmatchedPathsGoTo: string = only(
  triggeredBy('http').filter(({ trigger }) => trigger.unmatched),
  'the unmatched paths',
).name
