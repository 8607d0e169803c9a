import { whyRefused } from './api.ts'
import { button } from './button.ts'
import { element } from './element.ts'

const formats = {
  pdf: { name: 'PDF', mediaType: 'application/pdf' },
  csv: { name: 'CSV', mediaType: 'text/csv' },
  json: { name: 'JSON', mediaType: 'application/json' },
} as const

/** For how long a file is kept for the browser, in milliseconds: Safari begins to read it well after the click. */
const KEPT = 60_000

interface Download {
  /** Reads it under one of its media types. */
  read(mediaType: string): Promise<Blob>
  /** What it is, as the buttons say it. */
  what: string
  /** Without its ending. */
  fileName: string
  offered: readonly (keyof typeof formats)[]
}

/** A button for each format; one the API turns out not to have (406) goes away. */
export const downloads = ({ read, what, fileName, offered }: Download): HTMLElement => {
  const told = element('p', { role: 'status', class: 'told' })
  const buttons = offered.map(format => {
    const { name, mediaType } = formats[format]
    const download = async () => {
      told.textContent = null
      told.textContent = await read(mediaType).then(
        file => saved(file, `${fileName}.${format}`),
        error => refused(error, name, made),
      )
    }
    const made = button('secondary', `Download ${what} (${name})`, download, 'Bezig met downloaden…')
    return made
  })
  return element('div', { class: 'downloads' }, ...buttons, told)
}

const saved = (file: Blob, name: string): string => {
  const href = URL.createObjectURL(file)
  element('a', { href, download: name }).click()
  setTimeout(() => URL.revokeObjectURL(href), KEPT)
  return `Het bestand ${name} is gedownload.`
}

const refused = (error: unknown, format: string, made: HTMLElement): string => {
  const { status, title, detail } = whyRefused(error)
  if (status !== 406) return `${title}. ${detail}`
  made.remove()
  return `${format} is hier niet beschikbaar.`
}
