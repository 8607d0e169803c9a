import { sha256Hex } from '../../shared/platform/canonical.ts'
import type { Result } from '../http.ts'
import { isSecret } from '../secret.ts'
import { redirect } from './answers.ts'
import { cookieIn, setCookie } from './cookies.ts'
import { htmlPage } from './html-page.ts'

/** To whoever gave the secret once in that browser. */
export const openBy =
  (secret: string) =>
  (cookie: string | undefined): boolean =>
    isSecret(markOf(secret), cookieIn(cookie, 'doorlevering_access') ?? '')

/** What a browser keeps of the secret, which cannot be had from it. */
const markOf = (secret: string): string => sha256Hex(`access ${secret}`)

/** A page that asks for the secret, and then goes on with the same request. */
export const accessPage = (parameters: URLSearchParams, told = ''): Result => {
  const to = parameters.get('redirect_uri') ?? ''
  // Where a form leads to is looked at over all redirects.
  const formAction = ["'self'", ...(URL.canParse(to) ? [new URL(to).origin] : [])].join(' ')
  return htmlPage(
    'Toegangscode',
    'Wat is de toegangscode?',
    `<p>${told || 'Dit is een proefomgeving. Vraag de code aan de beheerder.'}</p>
      <form method="post" action="access">
        <input type="hidden" name="request" value="${String(parameters).replaceAll('&', '&amp;')}">
        <label for="code">Toegangscode</label>
        <input id="code" name="code" type="password" autocomplete="current-password" required>
        <button type="submit">Verder</button>
      </form>`,
    { 'form-action': formAction },
  )
}

/** Takes the form of that page. */
export const enter = (issuer: string, secret: string, form: URLSearchParams): Result => {
  const request = new URLSearchParams(form.get('request') ?? '')
  if (!isSecret(secret, form.get('code') ?? ''))
    return { ...accessPage(request, 'Deze code klopt niet. Probeer het nog eens.'), statusCode: 403 }
  const cookie = setCookie(issuer, 'doorlevering_access', markOf(secret))
  return redirect(`${issuer}/authorize`, Object.fromEntries(request), cookie)
}
