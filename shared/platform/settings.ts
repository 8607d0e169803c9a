import * as z from 'zod/mini'

/** A setting of a function: an environment variable that must be there. */
export const setting = z.string().check(z.minLength(1))

/** A setting that may be left out. */
export const optionalSetting = z.optional(setting)

type Shape = Readonly<Record<string, typeof setting | typeof optionalSetting>>

export type Settings<Of extends Shape> = { [Name in keyof Of]: z.infer<Of[Name]> }

/** Reads the environment once, at start-up. Throws an error that names every setting that is missing. */
export const settingsFrom = <Of extends Shape>(
  shape: Of,
  environment: Readonly<Record<string, string | undefined>>,
): Settings<Of> => {
  const names = Object.keys(shape)
  const wrong = names.filter(name => !shape[name]?.safeParse(environment[name]).success)
  if (wrong.length > 0) throw new Error(`settings missing or wrong: ${wrong.join(', ')}`)
  return Object.fromEntries(names.map(name => [name, environment[name]])) as Settings<Of>
}
