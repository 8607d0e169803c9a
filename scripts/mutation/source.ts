import { cpSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import { join, resolve } from 'node:path'

/** What the tests of the rules read. */
const parts = ['functions', 'infra', 'scripts', 'shared', 'stubs', 'test', 'package.json']

/**
 * Copies the project to a folder where it can be mutated, with the types taken out of the files to mutate: Stryker
 * passes over all that stands before an `as`. White space takes their place, so that lines and columns stay.
 */
export const copyWithoutTypes = (folder: string, files: readonly string[]): void => {
  for (const part of parts) cpSync(part, join(folder, part), { recursive: true })
  for (const file of files)
    writeFileSync(join(folder, file), stripTypeScriptTypes(readFileSync(file, 'utf8')))
  symlinkSync(resolve('node_modules'), join(folder, 'node_modules'))
}
