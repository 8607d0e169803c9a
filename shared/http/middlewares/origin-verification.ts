import { isOriginSecret, ORIGIN_HEADER } from '../../access/origin-verification.ts'
import { Problem } from '../problems.ts'
import type { ApiPorts, Middleware } from '../request.ts'

/** Refuses what did not come through the front that was put before the API, if one was. */
export const originVerification = ({ originSecrets }: Pick<ApiPorts, 'originSecrets'>): Middleware => ({
  before: ({ event }) => {
    if (originSecrets && !isOriginSecret(originSecrets, event.headers[ORIGIN_HEADER] ?? ''))
      throw new Problem('forbidden', {
        detail: 'Deze API is alleen te bereiken op het adres van de dienst.',
      })
  },
})
