import { Refusal, unreachable } from '../api.ts'

/** Puts a file at an address that takes it without a token; `fetch` cannot tell how far it is. */
export const upload = (
  url: string,
  file: File,
  progress: (sent: number, of: number) => void,
): Promise<void> =>
  new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('PUT', url)
    request.upload.addEventListener('progress', ({ loaded, total }) => progress(loaded, total))
    request.addEventListener('load', () =>
      request.status < 300 ? resolve() : reject(new Refusal({ ...notTaken, status: request.status })),
    )
    request.addEventListener('error', () => reject(new Refusal(unreachable)))
    request.send(file)
  })

const notTaken = {
  code: 'upload-refused',
  title: 'Het bestand is niet aangenomen',
  detail: 'Er is niets gewijzigd. Stuur het bestand opnieuw in.',
}
