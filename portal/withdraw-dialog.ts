import { element } from './element.ts'

/** Asks whether the consent should really be withdrawn. The focus returns to where it was. */
export const withdrawDialog = (what: string, withdraw: () => Promise<void>): HTMLDialogElement => {
  const confirm = async () => {
    dialog.close()
    await withdraw()
  }
  const dialog = element(
    'dialog',
    { 'aria-labelledby': 'intrekken-kop', 'aria-describedby': 'intrekken-uitleg' },
    element('h2', { id: 'intrekken-kop' }, 'Toestemming intrekken?'),
    element(
      'p',
      { id: 'intrekken-uitleg' },
      `${what} De gebruikersbeheerder van het bestuur krijgt hiervan bericht per e-mail. `,
      'U kunt later opnieuw toestemming geven.',
    ),
    element(
      'div',
      { class: 'buttons' },
      element('button', { type: 'button', onclick: () => dialog.close() }, 'Niet intrekken'),
      element(
        'button',
        { type: 'button', class: 'danger', onclick: () => void confirm() },
        'Toestemming intrekken',
      ),
    ),
  )
  return dialog
}
