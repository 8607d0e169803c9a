import { element, remark } from './element.ts'

const told = () =>
  remark(
    'warning',
    element('strong', {}, 'Er is geen verbinding'),
    element(
      'p',
      {},
      'Uw opdracht wordt verstuurd zodra er weer verbinding is. Laat deze pagina tot dan open.',
    ),
  )

/** Waits until there is a network again, and says so for as long. */
export const networkBack = async (): Promise<void> => {
  const place = document.getElementById('verbinding')
  if (place?.childElementCount === 0) place.append(told())
  await new Promise(resolve => addEventListener('online', resolve, { once: true }))
  place?.replaceChildren()
}
