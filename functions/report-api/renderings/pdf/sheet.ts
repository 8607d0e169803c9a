import { buffer } from 'node:stream/consumers'
import PDFDocument from 'pdfkit'
import { type Instant, millisecondsOf } from '../../../../shared/platform/time.ts'
import { readsRightToLeft } from './bidi.ts'
import type { Fonts } from './fonts.ts'
import { drawText, shown } from './lines.ts'

/** A node of the structure that a screen reader follows. */
export type Element = PDFKit.PDFStructureElement

/**
 * A tagged document under way (PDF/UA, ISO 14289-1): all of it is in the structure, or is an artifact.
 * Places and sizes are in points, from the top left of the page.
 */
export interface Sheet {
  readonly pdf: PDFKit.PDFDocument
  readonly body: Element
}

export interface TextStyle {
  readonly face: keyof Fonts
  readonly size: number
  readonly color: string
}

/** Every color has a contrast of 7 to 1 or more with what it stands on (WCAG 2.2, 1.4.6). */
export const styles = {
  title: { face: 'bold', size: 20, color: '#154273' },
  heading: { face: 'bold', size: 14, color: '#154273' },
  subheading: { face: 'bold', size: 10, color: '#154273' },
  body: { face: 'regular', size: 10, color: '#1a1a1a' },
  strong: { face: 'bold', size: 10, color: '#1a1a1a' },
  small: { face: 'regular', size: 9, color: '#3d3d3d' },
} as const satisfies Record<string, TextStyle>

/** The types of pdfkit leave out what PDF/UA asks of header cells and figures. */
type Attributes = PDFKit.Mixins.StructureElementOptions & {
  scope?: 'Row' | 'Column'
  bbox?: [left: number, top: number, right: number, bottom: number]
}

interface Place {
  x?: number
  y?: number
  width?: number
  align?: 'left' | 'right'
}

const PAGE = { width: 595.28, height: 841.89 }
const MARGIN = 56

/** Said by ourselves: pdfkit's option for it adds a list of glyphs that lacks the parts of accented ones. */
const CONFORMS = `
        <rdf:Description rdf:about="" xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
            <pdfuaid:part>1</pdfuaid:part>
        </rdf:Description>
`

/** What is written stands between these edges. */
export const column = { left: MARGIN, right: PAGE.width - MARGIN, width: PAGE.width - 2 * MARGIN } as const

/** An empty document in Dutch. The same title, moment, fonts and content make the same bytes. */
export const openSheet = (title: string, createdAt: Instant, fonts: Fonts): Sheet => {
  const pdf = new PDFDocument({
    size: [PAGE.width, PAGE.height],
    margins: { top: MARGIN, bottom: MARGIN + 24, left: MARGIN, right: MARGIN },
    pdfVersion: '1.7',
    tagged: true,
    lang: 'nl-NL',
    displayTitle: true,
    bufferPages: true,
    font: '', // or pdfkit opens Helvetica, which a bundle lacks
    info: { CreationDate: new Date(millisecondsOf(createdAt)), Creator: 'Doorlevering' },
  })
  for (const [face, font] of Object.entries(fonts)) pdf.registerFont(face, font)
  giveTitle(pdf, title)
  pdf.appendXML(CONFORMS)
  const body = pdf.struct('Document')
  pdf.addStructure(body)
  return { pdf, body }
}

/** Ends the document, with two lines at the foot of every page. */
export const closeSheet = (
  sheet: Sheet,
  footer: (page: number, pages: number) => { left: string; right: string; below: string },
): Promise<Buffer> => {
  const { pdf } = sheet
  const { start, count } = pdf.bufferedPageRange()
  for (let index = 0; index < count; index += 1) {
    pdf.switchToPage(start + index)
    const { left, right, below } = footer(index + 1, count)
    decorate(
      sheet,
      () => {
        const line = PAGE.height - MARGIN
        label(sheet, left, column.left, line, styles.small)
        label(sheet, right, column.right - widthOf(sheet, right, styles.small), line, styles.small)
        label(sheet, below, column.left, line + 13, styles.small)
      },
      'Pagination',
    )
  }
  pdf.end()
  return buffer(pdf)
}

/** A new element under another, to hold others. */
export const within = ({ pdf }: Sheet, parent: Element, type: string): Element => {
  const element = pdf.struct(type)
  parent.add(element)
  return element
}

/** A text, below the one before unless told otherwise; a long one runs on to the next page. */
export const write = (
  { pdf }: Sheet,
  parent: Element,
  type: string,
  text: string,
  style: TextStyle,
  { x = column.left, y = pdf.y, width = column.right - x, align = 'left' }: Place = {},
  attributes: Attributes = {},
): void => {
  const visible = shown(use(pdf, style), text)
  const isHeardAsShown = visible === text && !readsRightToLeft(text)
  const heard: Attributes = isHeardAsShown ? attributes : { ...attributes, actual: text }
  const draw = () => drawText(use(pdf, style), visible, x, y, { width, align })
  parent.add(pdf.struct(type, heard, draw))
}

/** Text on one line, inside a figure or an artifact. */
export const label = ({ pdf }: Sheet, text: string, x: number, y: number, style: TextStyle): void => {
  drawText(use(pdf, style), shown(pdf, text), x, y, { lineBreak: false })
}

/** What is only there to be seen: no screen reader mentions it. */
export const decorate = (
  { pdf }: Sheet,
  draw: () => void,
  type: 'Layout' | 'Pagination' = 'Layout',
): void => {
  pdf.markContent('Artifact', { type })
  draw()
  pdf.endMarkedContent()
}

export const bar = (
  { pdf }: Sheet,
  x: number,
  y: number,
  width: number,
  height: number,
  color: string,
): void => {
  pdf.rect(x, y, width, height).fill(color)
}

/** Moves down, or to the next page where less than `needed` is left after that. */
export const moveDown = ({ pdf }: Sheet, points: number, needed = 0): void => {
  if (pdf.y + points + needed > pdf.page.maxY()) pdf.addPage()
  else pdf.y += points
}

const widthOf = ({ pdf }: Sheet, text: string, style: TextStyle): number =>
  use(pdf, style).widthOfString(shown(pdf, text))

export const heightOf = ({ pdf }: Sheet, text: string, style: TextStyle, width: number): number =>
  use(pdf, style).heightOfString(shown(pdf, text), { width })

const use = (pdf: PDFKit.PDFDocument, { face, size, color }: TextStyle): PDFKit.PDFDocument =>
  pdf.font(face, size).fillColor(color)

/** pdfkit copies the title into the document as text, and after that into its metadata as XML, as it is. */
const giveTitle = (pdf: PDFKit.PDFDocument, title: string): void => {
  const inside = pdf as PDFKit.PDFDocument & { _addInfo(): void }
  const addInfo = inside._addInfo
  pdf.info.Title = title
  inside._addInfo = () => {
    pdf.info.Title = asXml(title)
    addInfo.call(pdf)
  }
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** The text as XML 1.0 has it, which knows no U+FFFE and U+FFFF. */
const asXml = (text: string): string =>
  text
    .toWellFormed()
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>]/g, sign => entities[sign] ?? sign)
