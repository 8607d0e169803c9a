import Negotiator from 'negotiator'
import { Problem } from '../problems.ts'
import type { Middleware } from '../request.ts'
import type { MediaType } from '../route.ts'

/** 406 where none of the media types that the route produces is accepted (RFC 9110, section 12.5.1). */
export const contentNegotiation = (): Middleware => ({
  before: ({ event: { call } }) => {
    const { produces } = call.route
    const mediaType = preferred(call.headers.accept, produces)
    if (!mediaType)
      throw new Problem('not-acceptable', { detail: `Wij leveren hier ${produces.join(', ')}.` })
    call.mediaType = mediaType
  },
})

/** A parameter of a media range but its weight: ours are the only ones there are, so that none asks for something else. */
const PARAMETER = /;\s*(?!q\s*=)[^\s;,="]+\s*(?:=\s*(?:"(?:[^"\\]|\\.)*"|[^\s;,"]*))?/gi

const preferred = (accept: string | undefined, produces: readonly MediaType[]): MediaType | undefined => {
  const ranges = accept?.replaceAll(PARAMETER, '').trim() || '*/*'
  return new Negotiator({ headers: { accept: ranges } }).mediaType([...produces]) as MediaType | undefined
}
