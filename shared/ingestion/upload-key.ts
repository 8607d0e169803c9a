import { type ImportKey, importKinds } from './ports.ts'

export const UPLOADS = 'uploads/'

const KEY = new RegExp(`^${UPLOADS}(?:${importKinds.join('|')})/([0-9A-Za-z-]{1,64})\\.csv$`)

/** Where the file of an import is uploaded: `uploads/respondents/<importId>.csv`. */
export const uploadKeyOf = ({ kind, importId }: ImportKey): string => `${UPLOADS}${kind}/${importId}.csv`

/** The import an object was uploaded for, or undefined where it is none of ours. */
export const importIdOf = (uploadKey: string): string | undefined => KEY.exec(uploadKey)?.[1]
