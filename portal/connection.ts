import { button } from './button.ts'
import { element, paragraph, remark } from './element.ts'

/** Ends when there is a network again, or when somebody no longer wants what waits for it. */
let waiting: Promise<boolean> | undefined

/** Waits until there is a network again, and says so for as long: false where it was told not to wait any longer. */
export const networkBack = (): Promise<boolean> => {
  // Behind a dialog, what is told could not be reached.
  document.querySelector<HTMLDialogElement>('dialog[open]')?.close()
  waiting ??= backOrStopped().finally(() => {
    waiting = undefined
  })
  return waiting
}

const backOrStopped = async (): Promise<boolean> => {
  const place = document.getElementById('verbinding')
  const { promise, resolve } = Promise.withResolvers<boolean>()
  const back = () => resolve(true)
  addEventListener('online', back, { once: true })
  place?.append(told(() => resolve(false)))
  const isBack = await promise
  removeEventListener('online', back)
  place?.replaceChildren()
  return isBack
}

const told = (stop: () => void) =>
  remark(
    'warning',
    element('strong', {}, 'Er is geen verbinding'),
    paragraph(
      'Uw opdracht wordt verstuurd zodra er weer verbinding is, ook als u teruggaat. Laat deze pagina tot dan open.',
    ),
    button('secondary', 'Niet versturen', stop),
  )
