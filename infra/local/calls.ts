import { type SdkCommand, type Sends, withSend } from './fakes/sdk.ts'

/** Stands between the functions and the services they call: lets a call through, holds it, fails it or writes it down. */
export type OnCall = (by: string, command: SdkCommand, send: Sends['send']) => Promise<object>

/** The clients of one function, each call of which is told of. What has no `send` is no client of AWS. */
export const clientsOf = <Clients extends object>(
  clients: Clients,
  by: string,
  onCall: OnCall | undefined,
): Clients => {
  if (!onCall) return clients
  const told = Object.entries(clients).map(([name, client]) => [
    name,
    'send' in client ? withSend(client, send => command => onCall(by, command, send)) : client,
  ])
  return Object.fromEntries(told) as Clients
}
