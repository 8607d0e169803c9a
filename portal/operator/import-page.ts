import { addressOf, type OperatorPlace } from '../address.ts'
import { linkButton, submitButton, whileBusy } from '../button.ts'
import { buttonGroup, element, paragraph, stack } from '../element.ts'
import { clearFaults, errorSummary, showFaults } from '../faults.ts'
import { faultsIn } from '../faults-found.ts'
import { choose, chooseFile, type Field, requiredNote } from '../fields.ts'
import { progressBar } from '../progress.ts'
import { refusalRemark } from '../refusal.ts'
import type { ImportKind, ImportView } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { headerInWords, kindExplained, kindInWords } from './import-kinds.ts'
import { importState } from './import-state.ts'
import { upload } from './upload.ts'

const TITLE = 'Bestanden'
const LARGEST_MB = 50
const NOT_SENT = 'Er is nog niets ingestuurd.'

type ImportPlace = Extract<OperatorPlace, { kind: 'imports' }>

/** Sending a file in; or what became of one, in the place of the form: a late second click sends no other. */
export const importPage = async ({ api }: Visit, { importId }: ImportPlace): Promise<Page> => {
  const place = element('div', { class: 'stack', tabindex: -1 })
  place.append(
    ...(importId === undefined ? [importForm(api, place)] : outcomeOf(api, await api.importState(importId))),
  )
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      paragraph('Een bestand met een fout wordt helemaal afgekeurd. Er verandert dan niets.'),
      place,
    ],
  }
}

const outcomeOf = (api: Visit['api'], state: ImportView, fileName?: string): readonly HTMLElement[] => [
  importState(api, state, fileName),
  buttonGroup(linkButton('secondary', 'Nog een bestand insturen', addressOf({ kind: 'imports' }))),
]

const kinds = Object.keys(kindInWords) as ImportKind[]

const kindField = () =>
  choose({
    pointer: '/kind',
    question: 'Wat staat er in het bestand?',
    choices: kinds.map(value => ({
      value,
      label: kindInWords[value],
      hint: `${kindExplained[value]} Kopregel: ${headerInWords[value]}`,
    })),
    chosen: undefined,
  })

const fileField = (): Field<File | undefined> => {
  const field = chooseFile({
    pointer: '/file',
    question: 'Welk bestand wilt u insturen?',
    hint: `Een CSV-bestand van hoogstens ${LARGEST_MB} MB.`,
    accept: '.csv,text/csv',
  })
  const isTooLarge = () => (field.value()?.size ?? 0) > LARGEST_MB * 1024 ** 2
  return { ...field, fault: () => (isTooLarge() ? 'invalid-format' : undefined) }
}

const importForm = (api: Visit['api'], place: HTMLElement): HTMLElement => {
  const [kind, file] = [kindField(), fileField()]
  // Below the button, which stays where it is.
  const progress = stack()
  const summary = errorSummary()
  const send = async (): Promise<void> => {
    const fields = [kind, file]
    const faults = faultsIn(fields)
    clearFaults(summary, fields)
    if (faults.length > 0) showFaults(summary, fields, faults, NOT_SENT)
    const [ofKind, chosen] = [kinds.find(one => one === kind.value()), file.value()]
    if (!ofKind || !chosen || faults.length > 0) return
    const sent = await sendFile(api, ofKind, chosen, progress).catch(error => {
      progress.replaceChildren(refusalRemark(error))
    })
    // Somebody who went on in the meantime stays there.
    if (!sent || !place.isConnected) return
    history.replaceState(null, '', addressOf({ kind: 'imports', importId: sent.importId }))
    place.replaceChildren(...outcomeOf(api, sent, chosen.name))
    place.focus()
  }
  const submit = submitButton('Bestand insturen')
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    void whileBusy(submit, 'Bezig met insturen…', send)
  }
  const fields = [requiredNote(), kind.node, file.node, submit, progress]
  return stack(summary.node, element('form', { novalidate: true, onsubmit }, ...fields))
}

/** Shows how far it is. */
const sendFile = async (
  api: Visit['api'],
  kind: ImportKind,
  file: File,
  place: HTMLElement,
): Promise<ImportView> => {
  const progress = progressBar('Insturen')
  place.replaceChildren(progress.node)
  const { importId, uploadUrl } = await api.createImport(kind)
  await upload(uploadUrl, file, (done, of) =>
    progress.tell(done, of, `${Math.floor((100 * done) / of)}% verstuurd`),
  )
  return api.importState(importId)
}
