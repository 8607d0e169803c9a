import { commandName, lostAnswer, type SdkCommand, serviceError, withSend } from './sdk.ts'

/**
 * `error-before`: the service refuses for a moment, and nothing happens. `error-after`: it is done, and the answer is lost.
 * `repeated`: it is done, the answer is lost, and the SDK asks again by itself: the second answer is the one that counts.
 */
export interface Fault {
  readonly kind: 'error-before' | 'error-after' | 'repeated'
}

/** Asked once for every call, in the order of the calls. */
export type FaultPlan = (service: string, commandName: string) => Fault | undefined

/** Makes one call, and has it go wrong. */
export const goingWrong = async <Answer>(
  fault: Fault | undefined,
  act: () => Promise<Answer>,
): Promise<Answer> => {
  if (fault?.kind === 'error-before') throw serviceError('ServiceUnavailable', 503, 'Service is unavailable.')
  const answer = await act()
  if (fault?.kind === 'error-after') throw lostAnswer()
  return fault?.kind === 'repeated' ? act() : answer
}

/** The same client, going wrong by plan. */
export const withFaults = <Client extends { send(...input: never[]): unknown }>(
  client: Client,
  service: string,
  plan: FaultPlan,
): Client =>
  withSend(
    client,
    send => async (command: SdkCommand) =>
      goingWrong(plan(service, commandName(command)), () => send(command)),
  )
