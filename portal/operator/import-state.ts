import { csvOf } from '../../shared/platform/csv.ts'
import { announce } from '../announce.ts'
import type { Api } from '../api.ts'
import { downloads } from '../download.ts'
import { facts, panel, paragraph, remark, type Tone } from '../element.ts'
import type { ImportView } from '../shapes.ts'
import { table } from '../table.ts'
import { watch } from '../watch.ts'
import { appliedInWords, kindInWords } from './import-kinds.ts'

const statuses: Readonly<Record<ImportView['status'], { tone: Tone; told: string }>> = {
  'awaiting-upload': { tone: 'note', told: 'Het bestand is nog niet aangekomen.' },
  processing: { tone: 'note', told: 'Het bestand wordt verwerkt.' },
  applied: { tone: 'good', told: 'Het bestand is verwerkt.' },
  rejected: { tone: 'error', told: 'Het bestand is afgekeurd. Er is niets gewijzigd.' },
}

/** One that was given up may have been applied in part. */
const toldOf = ({ status, errors }: ImportView): string =>
  errors.some(({ code }) => code === 'given-up')
    ? 'De verwerking van het bestand is afgebroken.'
    : statuses[status].told

/** How far an import is, followed until it has ended; `fileName` is known to who sent it just now. */
export const importState = (api: Api, first: ImportView, fileName?: string): HTMLElement => {
  const node = panel()
  const show = (state: ImportView): boolean => {
    const { tone } = statuses[state.status]
    node.replaceChildren(
      remark(tone, paragraph(toldOf(state)), state.status === 'applied' && paragraph(appliedInWords(state))),
      facts(
        [
          'Bestand',
          fileName === undefined ? kindInWords[state.kind] : `${kindInWords[state.kind]} (${fileName})`,
        ],
        ['Regels gelezen', number(state.rows)],
        state.status !== 'rejected' &&
          state.kind !== 'administrators' && ['Scholen in het bestand', number(state.schools)],
      ),
      ...faultsOf(state),
    )
    return state.status === 'applied' || state.status === 'rejected'
  }
  const look = async (): Promise<boolean> => {
    const state = await api.importState(first.importId)
    const hasEnded = show(state)
    if (hasEnded) announce(toldOf(state))
    return hasEnded
  }
  if (!show(first)) watch(node, look)
  return node
}

const number = (count: number): string => count.toLocaleString('nl-NL')

type ImportFault = ImportView['errors'][number]

const columns = {
  Regel: ({ line }: ImportFault) => line,
  Kolom: ({ column }: ImportFault) => column,
  Fout: ({ detail }: ImportFault) => detail,
}

const SEPARATOR = 'Tussen de kolommen staat een puntkomma (;), geen komma.'

const faultsOf = ({ errors, errorCount, importId }: ImportView): readonly HTMLElement[] => {
  if (errors.length === 0) return []
  const caption =
    errorCount > errors.length
      ? `${errors.length} van de ${number(errorCount)} fouten`
      : 'Fouten in het bestand'
  return [
    table({
      caption,
      columns: [{ label: 'Waar' }, { label: 'Kolom' }, { label: 'Fout' }],
      rows: errors.map(({ line, column, code, detail }) => [
        line === null ? 'Hele bestand' : `Regel ${line}`,
        column ?? '–',
        code === 'wrong-header' ? `${detail} ${SEPARATOR}` : detail,
      ]),
    }),
    downloads({
      read: async () => new Blob([csvOf(columns, errors)], { type: 'text/csv' }),
      what: 'fouten',
      fileName: `fouten-${importId}`,
      offered: ['csv'],
    }),
  ]
}
