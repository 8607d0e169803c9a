import { type Api, Refusal } from './api.ts'
import { element } from './element.ts'

const formats = {
  pdf: { name: 'PDF', mediaType: 'application/pdf' },
  csv: { name: 'CSV', mediaType: 'text/csv' },
  json: { name: 'JSON', mediaType: 'application/json' },
} as const

type Format = keyof typeof formats

/** A button for each format; one the API turns out not to have (406) goes away. */
export const downloads = (
  api: Api,
  path: string,
  fileName: string,
  offered: readonly Format[],
): HTMLElement => {
  const told = element('p', { role: 'status', class: 'told' })
  const buttons = offered.map(format => {
    const { name, mediaType } = formats[format]
    const download = async () => {
      try {
        saveAs(await api.file(path, mediaType), `${fileName}.${format}`)
        told.textContent = `Het bestand ${fileName}.${format} is gedownload.`
      } catch (error) {
        if (!(error instanceof Refusal)) throw error
        const isMissing = error.problem.status === 406
        told.textContent = isMissing
          ? `${name} is hier niet beschikbaar.`
          : `${error.problem.title}. ${error.problem.detail}`
        if (isMissing) button.remove()
      }
    }
    const button = element('button', { type: 'button', onclick: () => void download() }, `Download ${name}`)
    return button
  })
  return element('div', { class: 'downloads' }, ...buttons, told)
}

const saveAs = (file: Blob, name: string): void => {
  const href = URL.createObjectURL(file)
  element('a', { href, download: name }).click()
  URL.revokeObjectURL(href)
}
