import { create } from 'content-disposition'

/** Code points of a name: with the rest of a file's name within the 255 bytes of most file systems. */
const LONGEST_NAME = 60

/**
 * The header of a file to be kept (RFC 6266): its name in full, with what may be in no file's name left out, and a plain
 * one for who does not read RFC 8187.
 */
export const downloadAs = (plain: string, parts: readonly string[], extension: string) => ({
  'Content-Disposition': create(`${parts.map(forFile).join(' ')}.${extension}`, {
    fallback: `${plain}.${extension}`,
  }),
})

const forFile = (part: string): string =>
  [...part.replaceAll(/[\\/:*?"<>|\p{C}\s]+/gu, ' ').trim()].slice(0, LONGEST_NAME).join('')
