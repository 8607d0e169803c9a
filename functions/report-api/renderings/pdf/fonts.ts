import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { create, type Font } from 'fontkit'

/** Two TrueType fonts, decoded; what a document uses of them is embedded in it. */
export interface Fonts {
  regular: Font
  bold: Font
}

/** Opens the fonts from the folder `ttf` of `dejavu-fonts-ttf`, or from where a bundle keeps the two. */
export const openFonts = (folder: string): Fonts => ({
  regular: opened(join(folder, 'DejaVuSansCondensed.ttf')),
  bold: opened(join(folder, 'DejaVuSansCondensed-Bold.ttf')),
})

/** What is no collection holds one font. */
const opened = (file: string): Font => create(readFileSync(file)) as Font
