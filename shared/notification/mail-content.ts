/** Label and value of one fact. */
export type Fact = readonly [label: string, value: string]

type Block =
  | { kind: 'paragraph'; text: string }
  | { kind: 'facts'; caption: string; facts: readonly Fact[] }
  | { kind: 'link'; text: string; url: string }

/** What a mail says, apart from how it looks. Text and HTML are both made from it: they say the same. */
export interface MailContent {
  subject: string
  heading: string
  blocks: readonly Block[]
  footer: string
}

export const paragraph = (text: string): Block => ({ kind: 'paragraph', text })

/**
 * A value from outside on one line: a line break in a name can add no header to a mail and no line to its
 * text, a mark that turns the writing round can disguise nothing, and half a surrogate pair cannot be sent.
 */
export const onOneLine = (value: string): string =>
  value
    .toWellFormed()
    .replace(/\p{Bidi_Control}/gu, '')
    .replace(/[\p{Cc}\s]+/gu, ' ')
    .trim()

/** What mail programs make a link of by themselves: a scheme, `www.`, an address, a domain, an IP address, a share. */
const LINKED = /\p{L}:\S|www\.|@|[.。．｡][\p{L}\p{N}]{2}|\d\.\d+\.\d|\\\\/iu

/**
 * A text with no link in it, that reads the same: where a mail program would see one, its signs stand between word joiners.
 * Names come from outside, and a mail of ours must lead nowhere but to the portal.
 */
const unlinked = (text: string): string => {
  const line = onOneLine(text)
  if (!LINKED.test(line)) return line
  return line.replace(/\S+/g, run =>
    LINKED.test(run) ? run.replace(/[.。．｡:@\\]/g, '\u2060$&\u2060') : run,
  )
}

/** The content as plain text. */
export const textOf = ({ heading, blocks, footer }: MailContent): string =>
  `${[unlinked(heading), ...blocks.map(blockAsText), unlinked(footer)].join('\n\n')}\n`

const blockAsText = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return unlinked(block.text)
    case 'facts': {
      const lines = block.facts.map(([label, value]) => `- ${unlinked(label)}: ${unlinked(value)}`)
      return [`${unlinked(block.caption)}:`, ...lines].join('\n')
    }
    case 'link':
      return `${unlinked(block.text)}:\n${onOneLine(block.url)}`
  }
}

// Mail programs drop style sheets, so each element carries its own. All text has a contrast of at least 7:1.
const border = 'border-top:1px solid #ccc;text-align:left;vertical-align:top'
const width = 'box-sizing:border-box;max-width:600px'
const styles = {
  page: 'margin:0;padding:24px 8px;background:#f3f3f3;color:#1a1a1a;font:16px/1.5 Arial,sans-serif',
  sheet: `${width};margin:0 auto;padding:24px 20px;background:#fff;overflow-wrap:anywhere`,
  heading: 'margin:0 0 16px;font-size:24px;line-height:1.25;color:#154273',
  paragraph: 'margin:0 0 16px',
  table: 'width:100%;margin:0 0 20px;border-collapse:collapse',
  caption: 'padding:0 0 6px;text-align:left;font-weight:bold;color:#154273',
  label: `width:35%;padding:8px 12px 8px 0;font-weight:normal;overflow-wrap:normal;color:#4a4a4a;${border}`,
  value: `padding:8px 0;${border}`,
  button: 'display:inline-block;padding:10px 18px;background:#154273;color:#fff;font-weight:bold',
  address: 'color:#154273;font-size:14px',
  footer: `${width};margin:16px auto 0;padding:0 20px;font-size:14px;color:#4a4a4a`,
} as const

/** The content as an HTML page of its own, that needs no images, style sheets or scripts. */
export const htmlOf = ({ subject, heading, blocks, footer }: MailContent): string =>
  `<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light">
<meta name="format-detection" content="telephone=no, date=no, address=no, email=no, url=no">
<title>${readable(subject)}</title>
</head>
<body style="${styles.page}">
<main style="${styles.sheet}">
<h1 style="${styles.heading}">${readable(heading)}</h1>
${blocks.map(blockAsHtml).join('\n')}
</main>
<footer style="${styles.footer}">${readable(footer)}</footer>
</body>
</html>
`

const blockAsHtml = (block: Block): string => {
  switch (block.kind) {
    case 'paragraph':
      return `<p style="${styles.paragraph}">${readable(block.text)}</p>`
    case 'facts':
      return `<table style="${styles.table}">
<caption style="${styles.caption}">${readable(block.caption)}</caption>
<tbody>
${block.facts.map(factAsHtml).join('\n')}
</tbody>
</table>`
    case 'link': {
      const url = escaped(onOneLine(block.url))
      // The address is written out as well: whoever distrusts a button in a mail can read where it leads.
      return `<p style="${styles.paragraph}">
<a href="${url}" style="${styles.button}">${readable(block.text)}</a>
</p>
<p style="${styles.paragraph}">
<a href="${url}" style="${styles.address}">${url}</a>
</p>`
    }
  }
}

const factAsHtml = ([label, value]: Fact): string =>
  `<tr>
<th scope="row" style="${styles.label}">${readable(label)}</th>
<td style="${styles.value}">${readable(value)}</td>
</tr>`

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, character => entities[character]!)

const readable = (text: string): string => escaped(unlinked(text))
