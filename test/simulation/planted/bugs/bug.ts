import type { Edit } from '../planting.ts'

/** A mistake somebody could make, by its name and as edits of the sources. */
export interface PlantedBug {
  readonly name: string
  readonly edits: readonly Edit[]
}

export const bug = (name: string, file: string, find: string, replace: string): PlantedBug => ({
  name,
  edits: [{ file, find, replace }],
})
