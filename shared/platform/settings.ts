/**
 * A setting of a function, an environment variable: given from outside, or of a value that is told here. A path is one in
 * this project, and another beside the code of the function once that is deployed.
 */
export type Setting =
  | 'required'
  | 'optional'
  | { readonly value: string }
  | { readonly path: string; readonly deployed: string }

export type SettingsShape = Readonly<Record<string, Setting>>

export type Settings<Of extends SettingsShape> = {
  [Name in keyof Of]: Of[Name] extends 'optional' ? string | undefined : string
}

/** Reads the environment once, at start-up. Throws an error that names every setting that is missing. */
export const settingsFrom = <Of extends SettingsShape>(
  shape: Of,
  environment: Readonly<Record<string, string | undefined>>,
): Settings<Of> => {
  const names = Object.keys(shape)
  const wrong = names.filter(name => (environment[name] ?? (shape[name] === 'optional' ? 'none' : '')) === '')
  if (wrong.length > 0) throw new Error(`settings missing or wrong: ${wrong.join(', ')}`)
  return Object.fromEntries(names.map(name => [name, environment[name]])) as Settings<Of>
}
