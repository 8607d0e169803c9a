import { readFileSync } from 'node:fs'
// Not the small entry, as in what is bundled: this one says in words what is wrong.
import * as z from 'zod'
import { environments } from './environments.ts'
import { type Environment, missing, type StageSettings, stageSettings } from './stage-settings.ts'

const settings = z
  .strictObject(Object.fromEntries(Object.keys(environments).map(stage => [stage, stageSettings.optional()])))
  .refine(stages => Object.keys(stages).length > 0, 'there is no stage in it')

const unusable = (file: string, why: string): Error =>
  new Error(`The settings in ${file} cannot be used (docs/deploy.md):\n${why}`)

const contentOf = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unusable(file, (error as Error).message)
  }
}

/**
 * The stages to make: those of the operators' own file (docs/deploy.md), a path from the folder of the project, and what
 * the file leaves open as the project has it, but for the front and the pipeline, which bear their owner's name. Without a file they are the
 * project's, which are examples. Throws an error that names the file, and every setting in it that is missing, wrong or
 * unknown.
 */
export const environmentsFrom = (file: string | undefined): Readonly<Record<string, Environment>> => {
  if (file === undefined) return environments
  const parsed = settings.safeParse(contentOf(file), { error: missing })
  if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error))
  const stages = Object.entries(parsed.data) as [keyof typeof environments, StageSettings][]
  return Object.fromEntries(
    stages.map(([stage, own]) => [
      stage,
      { ...environments[stage], front: undefined, pipeline: undefined, ...own },
    ]),
  )
}
