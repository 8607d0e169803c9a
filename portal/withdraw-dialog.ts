import { button } from './button.ts'
import { buttonGroup, element } from './element.ts'

/** Asks whether the consent should really be withdrawn. The focus returns to where it was. */
export const withdrawDialog = (what: string, withdraw: () => Promise<void>): HTMLDialogElement => {
  const confirm = async () => {
    dialog.close()
    await withdraw()
  }
  const dialog: HTMLDialogElement = element(
    'dialog',
    { class: 'dialog', 'aria-labelledby': 'intrekken-kop', 'aria-describedby': 'intrekken-uitleg' },
    element('h2', { id: 'intrekken-kop' }, 'Toestemming intrekken?'),
    element(
      'p',
      { id: 'intrekken-uitleg' },
      `${what} De gebruikersbeheerder van het bestuur krijgt hiervan bericht per e-mail. `,
      'U kunt later opnieuw toestemming geven.',
    ),
    buttonGroup(
      button('secondary', 'Niet intrekken', () => dialog.close()),
      button('danger', 'Toestemming intrekken', confirm),
    ),
  )
  return dialog
}
