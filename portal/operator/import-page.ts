import { addressOf, type OperatorPlace } from '../address.ts'
import { submitButton, whileBusy } from '../button.ts'
import { element, paragraph, stack } from '../element.ts'
import { clearFaults, errorSummary, showFaults } from '../faults.ts'
import { faultsIn } from '../faults-found.ts'
import { choose, chooseFile, type Field, requiredNote } from '../fields.ts'
import { progressBar } from '../progress.ts'
import { refusalRemark } from '../refusal.ts'
import type { Fault, ImportKind } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import { headerInWords, kindExplained, kindInWords } from './import-kinds.ts'
import { importState } from './import-state.ts'
import { upload } from './upload.ts'

const TITLE = 'Bestanden'
const LARGEST_MB = 50
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
      paragraph('Een bestand met een fout wordt helemaal afgekeurd. Er verandert dan niets.'),
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

/** What to do about what is wrong with an answer, by its question and the code. */
const sentences: Readonly<Record<string, string>> = {
  '/kind required': 'Kies wat er in het bestand staat.',
  '/file required': 'Kies een bestand.',
  '/file invalid-format': `Het bestand is groter dan ${LARGEST_MB} MB.`,
}

const told = (fault: Fault): Fault => ({
  ...fault,
  detail: sentences[`${fault.pointer} ${fault.code}`] ?? fault.detail,
})

const importForm = (api: Visit['api'], outcome: HTMLElement): HTMLElement => {
  const [kind, file] = [kindField(), fileField()]
  const summary = errorSummary()
  const send = async (): Promise<void> => {
    const fields = [kind, file]
    const faults = faultsIn(fields)
    clearFaults(summary, fields)
    if (faults.length > 0) showFaults(summary, fields, faults.map(told), NOT_SENT)
    const [ofKind, chosen] = [kinds.find(one => one === kind.value()), file.value()]
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
  return stack(summary.node, form)
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
