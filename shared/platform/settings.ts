import * as z from 'zod/mini'

/** A setting of a function: an environment variable that must be there. */
export const setting = z.string().check(z.minLength(1))

/** Reads the environment once, at start-up. Throws an error that names every setting that is missing. */
export const settingsFrom = <Shape extends z.core.$ZodLooseShape>(
  shape: Shape,
  environment: Readonly<Record<string, string | undefined>>,
): z.infer<z.ZodMiniObject<Shape>> => {
  const parsed = z.object(shape).safeParse(environment)
  if (parsed.success) return parsed.data as z.infer<z.ZodMiniObject<Shape>>
  throw new Error(
    `settings missing or wrong: ${parsed.error.issues.map(({ path }) => path.join('.')).join(', ')}`,
  )
}
