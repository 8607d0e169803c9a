import { readFile } from 'node:fs/promises'
import { join } from 'node:path'

/** The bytes of two TrueType fonts; what a document uses of them is embedded in it. */
export interface Fonts {
  regular: Uint8Array
  bold: Uint8Array
}

/** Reads the fonts from the folder `ttf` of `dejavu-fonts-ttf`, or from where a bundle keeps the two. */
export const readFonts = async (folder: string): Promise<Fonts> => {
  const [regular, bold] = await Promise.all([
    readFile(join(folder, 'DejaVuSansCondensed.ttf')),
    readFile(join(folder, 'DejaVuSansCondensed-Bold.ttf')),
  ])
  return { regular, bold }
}
