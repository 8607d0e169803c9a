import type { FunctionManifest } from '../functions/manifest.ts'

type Settings = FunctionManifest['settings']
type Setting = Settings[string]

/** What the settings are that come from outside of the functions, by their names; undefined where one is left out. */
export type KnownSettings = Readonly<Record<string, string | undefined>>

/** Where a file or folder of the project is found by a function. */
export type PlaceOf = (file: Extract<Setting, { path: string }>) => string

/** The environment variables of a function. Throws an error that names the setting whose value nobody knows. */
export const environmentOf = (
  settings: Settings,
  known: KnownSettings,
  placeOf: PlaceOf,
): Record<string, string> =>
  Object.fromEntries(
    Object.entries(settings).flatMap(([name, setting]) => {
      const value = typeof setting === 'object' ? told(setting, placeOf) : provided(name, setting, known)
      return value === undefined ? [] : [[name, value]]
    }),
  )

const told = (setting: Extract<Setting, object>, placeOf: PlaceOf): string =>
  'value' in setting ? setting.value : placeOf(setting)

const provided = (
  name: string,
  setting: Extract<Setting, string>,
  known: KnownSettings,
): string | undefined => {
  const value = known[name]
  if (!Object.hasOwn(known, name) || (setting === 'required' && value === undefined))
    throw new Error(`nobody provides the setting ${name}`)
  return value
}
