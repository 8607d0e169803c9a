import { paragraphOf, type Run, readsRightToLeft } from './bidi.ts'

/** What pdfkit keeps to itself: the font in use, opened, and how it lays out a text line by line. */
interface Inside {
  _font: {
    font: { hasGlyphForCodePoint(codePoint: number): boolean }
    layoutCached(text: string): { script: string; direction: 'ltr' | 'rtl' }
  }
  _text(text: string, x: number, y: number, options: Options, draw: DrawLine): void
}

type Pdf = PDFKit.PDFDocument
type Options = PDFKit.Mixins.TextOptions
/** Where lines are broken, a line knows how wide it may be. */
type DrawLine = (line: string, options: Options & { lineWidth?: number }) => void

const inside = (pdf: Pdf): Inside => pdf as Pdf & Inside

/**
 * The text with a box for what the font in use lacks: PDF/UA forbids the font's own mark for that. So too for what
 * is outside the first plane, which pdfkit would cut in two where it breaks a long word.
 */
export const shown = (pdf: Pdf, text: string): string => {
  const { font } = inside(pdf)._font
  const invisible = readsRightToLeft(text) ? /(?![\p{Bidi_Control}\p{Join_Control}])\p{DI}/gu : /\p{DI}/gu
  return text
    .replaceAll('\t', ' ')
    .replace(invisible, '')
    .replace(/[^\n\p{DI}]/gu, character =>
      character.length === 1 && font.hasGlyphForCodePoint(character.charCodeAt(0)) ? character : '□',
    )
}

/** Draws what `shown` made of a text. One that reads from right to left begins at the right, unless on one line. */
export const drawText = (pdf: Pdf, visible: string, x: number, y: number, options: Options): void => {
  if (!readsRightToLeft(visible)) {
    pdf.text(visible, x, y, options)
    return
  }
  const paragraph = paragraphOf(visible)
  const align = paragraph.rightToLeft ? 'right' : options.align
  let start = 0
  inside(pdf)._text(visible, x, y, options, (line, { lineWidth }) => {
    const runs = paragraph.runs(start, start + line.trimEnd().length)
    drawLine(pdf, runs, align === 'right' ? lineWidth : undefined)
    start += line.length
  })
}

/** Draws runs from left to right, against the right edge of a line of that width where one is given. */
const drawLine = (pdf: Pdf, runs: readonly Run[], lineWidth?: number): void => {
  const { x, y } = pdf
  const pieces = runs.map(run => {
    const features = scriptOf(pdf, run)
    return { text: run.text, features, width: pdf.widthOfString(run.text, { features }) }
  })
  const width = pieces.reduce((total, piece) => total + piece.width, 0)
  let left = lineWidth === undefined ? x : x + lineWidth - width
  for (const piece of pieces) {
    pdf.text(piece.text, left, y, { lineBreak: false, features: piece.features })
    left += piece.width
  }
  pdf.x = x
  pdf.y = y + pdf.currentLineHeight(true)
}

/**
 * The OpenType script that a run is shaped by, which says its direction too: its own, or where that reads in the
 * other direction (brackets, digits) one that does nothing else. fontkit takes it in the place of features.
 */
const scriptOf = (pdf: Pdf, { text, rightToLeft }: Run): PDFKit.Mixins.OpenTypeFeatures[] => {
  const { script, direction } = inside(pdf)._font.layoutCached(text)
  const own = (direction === 'rtl') === rightToLeft
  return (own ? script : rightToLeft ? 'hebr' : 'latn') as unknown as PDFKit.Mixins.OpenTypeFeatures[]
}
