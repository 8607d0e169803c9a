import { lostAnswer, serviceError } from '../../../infra/local/fakes/sdk.ts'

/**
 * `error-before`: the service refuses for a moment, and nothing happens. `error-after`: it is done, and the answer is lost.
 * `repeated`: it is done, the answer is lost, and the SDK asks again by itself: the second answer is the one that counts.
 */
export type Fault = 'error-before' | 'error-after' | 'repeated'

/** Makes one call, and has it go wrong. */
export const goingWrong = async <Answer>(fault: Fault, act: () => Promise<Answer>): Promise<Answer> => {
  if (fault === 'error-before') throw serviceError('ServiceUnavailable', 503, 'Service is unavailable.')
  const answer = await act()
  if (fault === 'error-after') throw lostAnswer()
  return fault === 'repeated' ? act() : answer
}
