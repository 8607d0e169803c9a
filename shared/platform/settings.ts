import * as z from 'zod/mini'

/** A setting of a function: an environment variable that must be there. */
export const setting = z.string().check(z.minLength(1))

/** Reads the environment once, at start-up. Throws an error that names every setting that is missing. */
export const settingsFrom = <Name extends string>(
  shape: Readonly<Record<Name, typeof setting>>,
  environment: Readonly<Record<string, string | undefined>>,
): Record<Name, string> => {
  const names = Object.keys(shape) as Name[]
  const wrong = names.filter(name => !shape[name].safeParse(environment[name]).success)
  if (wrong.length > 0) throw new Error(`settings missing or wrong: ${wrong.join(', ')}`)
  return Object.fromEntries(names.map(name => [name, environment[name]])) as Record<Name, string>
}
