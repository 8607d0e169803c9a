/** What all command classes of the AWS SDK share. */
export interface SdkCommand {
  readonly input: object
}

/** The boundary at which a fake stands in for an AWS service. */
export interface Sends {
  send(command: SdkCommand): Promise<object>
}

type SendsAnything = { send(...input: never[]): unknown }

/** The one cast: a fake answers fewer commands than the client whose place it takes, and throws at the others. */
export const clientOf = <Client extends SendsAnything>(fake: Sends): Client => fake as unknown as Client

/**
 * A client that sends in another way, given what sends as the client itself does. All else it has is the client's own.
 */
export const withSend = <Client extends SendsAnything>(
  client: Client,
  makeSend: (send: Sends['send']) => Sends['send'],
): Client => {
  const plain = client as unknown as Sends
  return Object.assign(Object.create(client), { send: makeSend(command => plain.send(command)) })
}

export const commandName = (command: SdkCommand): string => command.constructor.name

/** For commands and parameters a fake does not know: better loud than wrong. */
export const unsupported = (what: string): Error => new Error(`This fake does not support ${what}`)

/** The `$metadata` of an answer. */
export const metadata = (httpStatusCode = 200) => ({ httpStatusCode, attempts: 1, totalRetryDelay: 0 })

/** An error of a service for which the SDK has no class of its own, as the SDK throws it. */
export const serviceError = (name: string, httpStatusCode: number, message: string): Error =>
  Object.assign(new Error(message), {
    name,
    $fault: httpStatusCode < 500 ? 'client' : 'server',
    $metadata: metadata(httpStatusCode),
  })

/** How the SDK reports a connection that broke before the answer came: whether the service acted is unknown. */
export const lostAnswer = (): Error =>
  Object.assign(new Error('socket hang up'), {
    name: 'TimeoutError',
    code: 'ECONNRESET',
    $metadata: { attempts: 1, totalRetryDelay: 0 },
  })
