import { type ImportKey, importKinds } from './ports.ts'

const KEY = new RegExp(`^uploads/(?:${importKinds.join('|')})/([0-9A-Za-z-]{1,64})\\.csv$`)

/** Where the file of an import is uploaded: `uploads/respondents/<importId>.csv`. */
export const uploadKeyOf = ({ kind, importId }: ImportKey): string => `uploads/${kind}/${importId}.csv`

/** The import an object was uploaded for, or undefined where it is none of ours. */
export const importIdOf = (uploadKey: string): string | undefined => KEY.exec(uploadKey)?.[1]
