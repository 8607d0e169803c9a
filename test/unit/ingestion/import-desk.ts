import type { BoardId, SchoolId, SchoolYear } from '../../../shared/directory/identifiers.ts'
import type { School } from '../../../shared/directory/ports.ts'
import type { Import, ImportKind } from '../../../shared/ingestion/ports.ts'
import { type ProcessingOutcome, processImport } from '../../../shared/ingestion/processing.ts'
import { requestImport } from '../../../shared/ingestion/requests.ts'
import { type Instant, instantFrom } from '../../../shared/platform/time.ts'
import { aSchool } from '../../support/builders.ts'
import { ConsentGuardDouble, InMemoryUploads } from '../../support/doubles/imports.ts'
import { fakeStores } from '../../support/stores.ts'

export const year = '2026-2027' as SchoolYear
export const boardId = '99001' as BoardId
export const voSchool = '99AA00' as SchoolId
export const proSchool = '99AA01' as SchoolId
export const poSchool = '99BB00' as SchoolId

export const schools: readonly School[] = [
  aSchool({ schoolId: voSchool, schoolName: 'De Brug' }),
  aSchool({ schoolId: proSchool, schoolName: 'De Vaart' }),
  aSchool({ schoolId: poSchool, schoolName: 'De Regenboog', city: 'Gouda', sector: 'PO' }),
]

export const headers = {
  schools: 'BEVOEGD GEZAG NUMMER;BEVOEGD GEZAG NAAM;VESTIGINGSCODE;VESTIGINGSNAAM;PLAATSNAAM;SECTOR',
  administrators: 'BEVOEGD GEZAG NUMMER;NAAM;E-MAILADRES',
  pupils: 'VESTIGINGSCODE;SCHOOLJAAR;ONDERWIJSSOORT;LEERLINGEN',
  respondents:
    'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;A5;W1;W2;W3',
  respondentsPo:
    'VESTIGINGSCODE;SCHOOLJAAR;VRAGENLIJST;ONDERWIJSSOORT;LEERJAAR;V1;V2;V3;A1;A2;A3;A4;W1;W2;W3',
} as const

/** A file of one kind with these rows. */
export const file = (kind: keyof typeof headers, ...rows: readonly string[]): string =>
  `${[headers[kind], ...rows].join('\n')}\n`

/** An operator's desk: what is brought here is uploaded and processed, all of it in memory. */
export const importDesk = async ({ pieceSize = 64 * 1024, known = schools } = {}) => {
  let now = instantFrom('2027-05-11T14:03:00+02:00')
  let made = 0
  const ports = {
    ...fakeStores(),
    uploads: new InMemoryUploads(pieceSize),
    guard: new ConsentGuardDouble(),
    clock: (): Instant => now,
    newId: () => `import-${++made}`,
  }
  await ports.directory.saveSchools(known)
  const upload = async (kind: ImportKind, content: string | Uint8Array): Promise<string> => {
    const { importId } = await requestImport(ports, kind)
    ports.uploads.put({ importId }, Buffer.from(content))
    return importId
  }
  const process = (importId: string): Promise<ProcessingOutcome> => processImport(ports, importId)
  const stored = async (importId: string): Promise<Import> => {
    const record = await ports.imports.read(importId)
    if (record === undefined) throw new Error(`No import ${importId}`)
    return record
  }
  return {
    ...ports,
    ports,
    upload,
    process,
    stored,
    moveClockTo: (moment: string) => {
      now = instantFrom(moment)
    },
    /** Uploads a file, processes it, and answers the import as it then is. */
    bring: async (kind: ImportKind, content: string | Uint8Array): Promise<Import> => {
      const importId = await upload(kind, content)
      await process(importId)
      return stored(importId)
    },
  }
}
