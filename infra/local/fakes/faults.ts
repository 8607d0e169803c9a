import { commandName, lostAnswer, type SdkCommand, serviceError, withSend } from './sdk.ts'

/** `error-before`: the service refuses for a moment, and nothing happens. `error-after`: it is done, and the answer is lost. */
export type Fault = { readonly kind: 'error-before' } | { readonly kind: 'error-after' }

/** Asked once for every call, in the order of the calls. */
export type FaultPlan = (service: string, commandName: string) => Fault | undefined

/** The same client, going wrong by plan. */
export const withFaults = <Client extends { send(...input: never[]): unknown }>(
  client: Client,
  service: string,
  plan: FaultPlan,
): Client =>
  withSend(client, send => async (command: SdkCommand) => {
    const fault = plan(service, commandName(command))
    if (fault?.kind === 'error-before') {
      throw serviceError('ServiceUnavailable', 503, 'Service is unavailable.')
    }
    const answer = await send(command)
    if (fault?.kind === 'error-after') throw lostAnswer()
    return answer
  })
