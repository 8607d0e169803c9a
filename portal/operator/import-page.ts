import { addressOf, type OperatorPlace } from '../address.ts'
import { submitButton, whileBusy } from '../button.ts'
import { element } from '../element.ts'
import { errorSummary, showFaults } from '../faults.ts'
import { choose, chooseFile, requiredNote } from '../fields.ts'
import { progressBar } from '../progress.ts'
import { refusalRemark } from '../refusal.ts'
import type { Fault, ImportKind } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { headerInWords, kindExplained, kindInWords } from './import-kinds.ts'
import { importState } from './import-state.ts'
import { upload } from './upload.ts'

const TITLE = 'Bestanden'
const LARGEST_MB = 50
const CHOOSE_BOTH = 'Kies eerst het soort en het bestand.'
const NOT_SENT = 'Er is nog niets ingestuurd.'

type ImportPlace = Extract<OperatorPlace, { kind: 'imports' }>

/** Sending a file in, and what became of it. */
export const importPage = async ({ api }: Visit, { importId }: ImportPlace): Promise<Page> => {
  // In view, above the form.
  const outcome = element('div', { class: 'stack', tabindex: -1 })
  if (importId !== undefined) outcome.append(importState(api, await api.importState(importId)))
  return {
    title: TITLE,
    content: [
      element('h1', { tabindex: -1 }, TITLE),
      element('p', {}, 'Een bestand met een fout wordt helemaal afgekeurd. Er verandert dan niets.'),
      outcome,
      importForm(api, outcome),
    ],
  }
}

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

const fileField = () =>
  chooseFile({
    pointer: '/file',
    question: 'Welk bestand wilt u insturen?',
    hint: `Een CSV-bestand van hoogstens ${LARGEST_MB} MB.`,
    accept: '.csv,text/csv',
  })

const importForm = (api: Visit['api'], outcome: HTMLElement): HTMLElement => {
  const [kind, file] = [kindField(), fileField()]
  const summary = errorSummary()
  const send = async (): Promise<void> => {
    const [ofKind, chosen] = [kinds.find(one => one === kind.value()), file.value()]
    const faults = faultsIn(ofKind, chosen)
    summary.hide()
    for (const field of [kind, file]) field.tell(null)
    if (!ofKind && !chosen) showFaults(summary, [kind, file], faults, CHOOSE_BOTH)
    else if (faults.length > 0) showFaults(summary, [kind, file], faults, NOT_SENT)
    if (!ofKind || !chosen || faults.length > 0) return
    await sendFile(api, ofKind, chosen, outcome).catch(error => {
      outcome.replaceChildren(refusalRemark(error))
    })
  }
  const submit = submitButton('Bestand insturen')
  const onsubmit = (event: Event): void => {
    event.preventDefault()
    void whileBusy(submit, 'Bezig met insturen…', send)
  }
  const form = element('form', { novalidate: true, onsubmit }, requiredNote(), kind.node, file.node, submit)
  return element('div', { class: 'stack' }, summary.node, form)
}

/** Shows how far it is, and then what becomes of it, at an address of its own. */
const sendFile = async (
  api: Visit['api'],
  kind: ImportKind,
  file: File,
  outcome: HTMLElement,
): Promise<void> => {
  const progress = progressBar('Insturen')
  outcome.replaceChildren(progress.node)
  outcome.focus()
  const { importId, uploadUrl } = await api.createImport(kind)
  await upload(uploadUrl, file, (done, of) =>
    progress.tell(done, of, `${Math.floor((100 * done) / of)}% verstuurd`),
  )
  history.replaceState(null, '', addressOf({ kind: 'imports', importId }))
  outcome.replaceChildren(importState(api, await api.importState(importId), file.name))
  outcome.focus()
}

const faultsIn = (kind: ImportKind | undefined, file: File | undefined): readonly Fault[] => [
  ...(kind
    ? []
    : [{ pointer: '/kind', code: 'required', detail: 'Kies wat er in het bestand staat.' } as const]),
  ...(file ? [] : [{ pointer: '/file', code: 'required', detail: 'Kies een bestand.' } as const]),
  ...(file && file.size > LARGEST_MB * 1024 ** 2
    ? [
        {
          pointer: '/file',
          code: 'invalid-format',
          detail: `Het bestand is groter dan ${LARGEST_MB} MB.`,
        } as const,
      ]
    : []),
]
