import { administratorsFile } from './administrators.ts'
import type { FigurePorts } from './figures.ts'
import type { ImportKind } from './ports.ts'
import { pupilsFile } from './pupils.ts'
import { respondentsFile } from './respondents.ts'
import { schoolsFile } from './schools.ts'
import type { FileKind } from './validate.ts'

/** How each kind of file is read, judged and applied. */
export const fileKinds: Readonly<Record<ImportKind, FileKind<FigurePorts>>> = {
  schools: schoolsFile,
  administrators: administratorsFile,
  pupils: pupilsFile,
  respondents: respondentsFile,
}
