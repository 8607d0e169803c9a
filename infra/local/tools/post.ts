import { button } from '../../../portal/button.ts'
import { type Child, element, facts, paragraph } from '../../../portal/element.ts'
import { momentInWords } from '../../../shared/platform/time.ts'
import { type Mail, mails, type Received, received } from './control-plane.ts'

/** What went out, to look at: a list of it, and one of it as it was received. */
interface Post<Item> {
  /** Of the button and of the window. */
  name: string
  none: string
  items(): Promise<readonly Item[]>
  summaryOf(item: Item): string
  shown(item: Item): readonly Child[]
}

const mailbox: Post<Mail> = {
  name: 'Verzonden mails',
  none: 'Er is nog geen mail verstuurd.',
  items: mails,
  summaryOf: ({ subject, sentAt }) => `${subject} (${momentInWords(sentAt)})`,
  shown: ({ to, subject, text, sentAt, page }) => [
    facts(['Aan', to.join('\n')], ['Verzonden', momentInWords(sentAt)], ['Onderwerp', subject]),
    paragraph(
      element('a', { href: page, target: '_blank' }, 'Bekijk de opgemaakte mail (in een nieuw venster)'),
    ),
    element('pre', { class: 'tools-text' }, text),
  ],
}

const inspectorate: Post<Received> = {
  name: 'Ontvangen door de inspectie',
  none: 'De inspectie heeft nog niets ontvangen.',
  items: received,
  summaryOf: ({ idempotencyKey, receivedAt }) => `${idempotencyKey} (${momentInWords(receivedAt)})`,
  shown: ({ idempotencyKey, receiptId, receivedAt, signatureValid, payload }) => [
    facts(
      ['Kenmerk', idempotencyKey],
      ['Ontvangstnummer', receiptId],
      ['Ontvangen', momentInWords(receivedAt)],
      ['Handtekening', signatureValid ? 'klopt' : 'klopt niet'],
    ),
    element('pre', { class: 'tools-text' }, JSON.stringify(JSON.parse(payload), null, 2)),
  ],
}

/** The buttons that open the windows, and the windows. */
export const post = (): readonly HTMLElement[] => [...viewerOf(mailbox), ...viewerOf(inspectorate)]

const viewerOf = <Item>({ name, none, items, summaryOf, shown }: Post<Item>): readonly HTMLElement[] => {
  const heading = element('h2', { tabindex: -1 }, name)
  const content = element('div', { class: 'tools-post', tabindex: 0, role: 'group', 'aria-label': name })
  const show = (...nodes: readonly Child[]): void => {
    content.replaceChildren(...nodes.filter(node => node !== null && node !== false))
    heading.focus()
  }
  const showList = async (): Promise<void> => {
    const all = (await items()).toReversed()
    if (all.length === 0) return show(paragraph(none))
    const open = (item: Item) => () => show(button('subtle', 'Terug naar de lijst', showList), ...shown(item))
    const entry = (item: Item) => element('li', {}, button('subtle', summaryOf(item), open(item)))
    show(element('ul', {}, ...all.map(entry)))
  }
  const dialog: HTMLDialogElement = element(
    'dialog',
    { class: 'dialog tools-window', 'aria-label': name },
    heading,
    content,
    button('secondary', 'Sluiten', () => dialog.close()),
  )
  const open = async (): Promise<void> => {
    dialog.showModal()
    await showList()
  }
  return [button('secondary', name, open), dialog]
}
