import { readFileSync } from 'node:fs'
// Not the small entry, as in what is bundled: this one says in words what is wrong.
import * as z from 'zod'
import { examples, stages } from './environments.ts'
import { type Environment, missing, stageSettings } from './stage-settings.ts'

const settings = z
  .strictObject(
    Object.fromEntries(
      Object.entries(stages).map(([stage, standard]) => [stage, stageSettings(standard).optional()]),
    ),
  )
  .refine(made => Object.keys(made).length > 0, 'there is no stage in it')

const contentOf = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unusable(file, (error as Error).message)
  }
}

const unusable = (file: string, why: string): Error =>
  new Error(`The settings in ${file} cannot be used (docs/deploy.md):\n${why}`)

/**
 * The stages to make: those of the operators' own file (docs/deploy.md), a path from the folder of the project, or where there
 * is none the project's examples. Throws an error that names the file, and every setting in it that is missing, wrong or unknown.
 */
export const environmentsFrom = (file: string | undefined): Readonly<Record<string, Environment>> => {
  const given = file === undefined ? examples : contentOf(file)
  const parsed = settings.safeParse(given, { error: missing })
  if (!parsed.success) throw unusable(file ?? 'infra/environments.ts', z.prettifyError(parsed.error))
  return parsed.data as Record<string, Environment>
}
