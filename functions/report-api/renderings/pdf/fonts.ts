import { readFileSync } from 'node:fs'
import { join } from 'node:path'

/** The bytes of two TrueType fonts; what a document uses of them is embedded in it. */
export interface Fonts {
  regular: Uint8Array
  bold: Uint8Array
}

/** Reads the fonts from the folder `ttf` of `dejavu-fonts-ttf`, or from where a bundle keeps the two: once, at start-up. */
export const readFonts = (folder: string): Fonts => ({
  regular: readFileSync(join(folder, 'DejaVuSansCondensed.ttf')),
  bold: readFileSync(join(folder, 'DejaVuSansCondensed-Bold.ttf')),
})
