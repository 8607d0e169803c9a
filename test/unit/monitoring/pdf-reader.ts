import { inflateSync } from 'node:zlib'

/** An element of a tagged PDF, as a screen reader meets it. */
export interface Heard {
  type: string
  /** Its letters from left to right, line by line; `actual` is what is heard where that differs. */
  text: string
  /** Where its first line begins, in points from the left of the page. */
  left: number
  children: readonly Heard[]
  alt?: string
  actual?: string
  scope?: string
}

export interface ReadPdf {
  root: Heard
  /** All elements, in reading order. */
  all: readonly Heard[]
  pages: readonly { artifacts: string; hasUntaggedText: boolean; usesMissingGlyph: boolean }[]
  title: string | undefined
  /** What each glyph of each font stands for. */
  letters: readonly string[]
  /** Everything but the streams, as pdfkit wrote it. */
  source: string
}

interface PdfObject {
  dictionary: string
  stream: string
}

const required = <T>(value: T | undefined, what: string): T => {
  if (value === undefined) throw new Error(`no ${what} in the PDF`)
  return value
}

const objectsOf = (bytes: Buffer): Map<string, PdfObject> => {
  const objects = new Map<string, PdfObject>()
  for (const [, id = '', body = ''] of bytes
    .toString('latin1')
    .matchAll(/(\d+) 0 obj\n([\s\S]*?)\nendobj/g)) {
    const [dictionary = '', data = ''] = body.split(/\nstream\n|\nendstream$/)
    const raw = Buffer.from(data, 'latin1')
    const stream = dictionary.includes('/FlateDecode') ? inflateSync(raw) : raw
    objects.set(id, { dictionary, stream: stream.toString('latin1') })
  }
  return objects
}

const textStringOf = (dictionary: string, key: string): string | undefined => {
  const written = new RegExp(`/${key} \\(((?:\\\\[\\s\\S]|[^\\\\)])*)\\)`).exec(dictionary)?.[1]
  const bytes = written?.replace(/\\([\s\S])/g, (_, escaped: string) =>
    escaped === 'n' ? '\n' : escaped === 'r' ? '\r' : escaped,
  )
  return bytes?.startsWith('\xfe\xff')
    ? Buffer.from(bytes.slice(2), 'latin1').swap16().toString('utf16le')
    : bytes
}

/** What each glyph of each font stands for. */
const alphabetsOf = (objects: Map<string, PdfObject>): Map<string, readonly string[]> => {
  const alphabets = new Map<string, readonly string[]>()
  for (const { dictionary } of objects.values()) {
    const fonts = /\/Font <<([\s\S]*?)>>/.exec(dictionary)?.[1] ?? ''
    for (const [, name = '', id = ''] of fonts.matchAll(/\/(F\d+) (\d+) 0 R/g)) {
      const map = /\/ToUnicode (\d+) 0 R/.exec(required(objects.get(id), 'font').dictionary)?.[1]
      const ranges = required(objects.get(map ?? ''), 'ToUnicode').stream
      const lists = [...ranges.matchAll(/\[([^\]]*)\]/g)].map(([, list = '']) => list).join(' ')
      alphabets.set(
        name,
        [...lists.matchAll(/<([^>]*)>/g)].map(([, codes = '']) =>
          codes.replace(/[0-9a-f]{4} ?/gi, code => String.fromCharCode(Number.parseInt(code, 16))),
        ),
      )
    }
  }
  return alphabets
}

interface Marked {
  text: string
  left: number
}

interface PageText {
  marked: Map<number, Marked>
  artifacts: string
  hasUntaggedText: boolean
  usesMissingGlyph: boolean
}

/** The number of a marked content, `artifact`, or neither. */
type Mark = number | 'artifact' | undefined

const markOf = (tag: string, properties: string): Mark =>
  tag === 'Artifact' ? 'artifact' : Number(/\/MCID (\d+)/.exec(properties)?.[1])

const glyphsOf = (shown: string): string[] =>
  [...shown.matchAll(/<([0-9a-f]+)>/g)].flatMap(([, glyphs = '']) => glyphs.match(/.{4}/g) ?? [])

const hear = (page: PageText, mark: Mark, text: string, x: number): void => {
  if (mark === undefined) page.hasUntaggedText = true
  else if (mark === 'artifact') page.artifacts += `${text} `
  else {
    const { text: before, left } = page.marked.get(mark) ?? { text: '', left: x }
    page.marked.set(mark, { text: before + text, left })
  }
}

/** The text of a page by marked content: `/P << /MCID 3 >> BDC … EMC`. */
const pageTextOf = (content: string, alphabets: Map<string, readonly string[]>): PageText => {
  const page: PageText = { marked: new Map(), artifacts: '', hasUntaggedText: false, usesMissingGlyph: false }
  let alphabet: readonly string[] = []
  let mark: Mark
  let x = 0
  const operators = /\/(\w+) <<([^>]*)>> BDC|(EMC)|\/(F\d+) \S+ Tf|\[(<[^\]]*)\] TJ|1 0 0 1 (\S+) \S+ Tm/g
  for (const [, tag, properties = '', end, font, shown = '', left] of content.matchAll(operators)) {
    if (tag) mark = markOf(tag, properties)
    if (end) mark = undefined
    if (left) x = Number(left)
    if (font) alphabet = required(alphabets.get(font), font)
    const glyphs = glyphsOf(shown)
    if (glyphs.includes('0000')) page.usesMissingGlyph = true
    if (shown) hear(page, mark, glyphs.map(glyph => alphabet[Number.parseInt(glyph, 16)]).join(''), x)
  }
  return page
}

const attributesOf = (dictionary: string): Omit<Heard, 'text' | 'left' | 'children'> => {
  const type = required(/\/S \/(\w+)/.exec(dictionary)?.[1], 'type')
  const alt = textStringOf(dictionary, 'Alt')
  const actual = textStringOf(dictionary, 'ActualText')
  const scope = /\/Scope \/(\w+)/.exec(dictionary)?.[1]
  return { type, ...(alt && { alt }), ...(actual && { actual }), ...(scope && { scope }) }
}

const titleOf = (objects: Map<string, PdfObject>): string | undefined => {
  const id = [...objects.values()]
    .map(({ dictionary }) => /\/Title (\d+) 0 R/.exec(dictionary)?.[1])
    .find(Boolean)
  return textStringOf(`/Title ${objects.get(id ?? '')?.dictionary}`, 'Title')
}

/** Reads what pdfkit writes, no more: its structure, its texts and its artifacts. */
export const readPdf = (bytes: Buffer): ReadPdf => {
  const objects = objectsOf(bytes)
  const alphabets = alphabetsOf(objects)
  const pages = new Map<string, PageText>()
  for (const [id, { dictionary }] of objects) {
    const content = /\/Type \/Page\n[\s\S]*\/Contents (\d+) 0 R/.exec(dictionary)?.[1]
    if (content) pages.set(id, pageTextOf(required(objects.get(content), 'page').stream, alphabets))
  }

  const heardAt = (id: string): Heard => {
    const { dictionary } = required(objects.get(id), `element ${id}`)
    const [, kids = ''] = /\/K \[([\s\S]*?)\]/.exec(dictionary) ?? []
    const ownPage = /\/Pg (\d+) 0 R/.exec(dictionary.replace(kids, ''))?.[1] ?? ''
    const children: Heard[] = []
    const texts: Marked[] = []
    const kinds = /<<[^>]*\/Pg (\d+) 0 R[^>]*\/MCID (\d+)[^>]*>>|(\d+) 0 R|(\d+)/g
    for (const [, page = ownPage, marked, child, mark = marked] of kids.matchAll(kinds)) {
      if (child) children.push(heardAt(child))
      else texts.push(pages.get(page)?.marked.get(Number(mark)) ?? { text: '', left: Number.NaN })
    }
    const text = texts.map(part => part.text).join('')
    return { ...attributesOf(dictionary), text, left: texts[0]?.left ?? Number.NaN, children }
  }

  const tree = [...objects.values()].find(({ dictionary }) =>
    dictionary.includes('/StructTreeRoot\n/ParentTree'),
  )
  const rootId = /\/K \[(\d+) 0 R/.exec(required(tree, 'structure').dictionary)?.[1]
  const root = heardAt(required(rootId, 'root'))
  const flattened = (element: Heard): Heard[] => [element, ...element.children.flatMap(flattened)]
  return {
    root,
    all: flattened(root),
    pages: [...pages.values()],
    title: titleOf(objects),
    letters: [...alphabets.values()].flat(),
    source: [...objects.values()]
      .map(({ dictionary, stream }) =>
        dictionary.includes('/XML')
          ? dictionary + Buffer.from(stream, 'latin1').toString('utf8')
          : dictionary,
      )
      .join('\n'),
  }
}
