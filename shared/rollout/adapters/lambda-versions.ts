import { InvokeCommand, type LambdaClient } from '@aws-sdk/client-lambda'
import type { Versions } from '../ports.ts'

/** Versions of functions in Lambda. One that has not answered after `milliseconds` does not. */
export const lambdaVersions = (client: Pick<LambdaClient, 'send'>, milliseconds: number): Versions => ({
  async answer(version, request) {
    const invoke = new InvokeCommand({ FunctionName: version, Payload: JSON.stringify(request) })
    const { FunctionError, Payload } = await client.send(invoke, {
      abortSignal: AbortSignal.timeout(milliseconds),
    })
    if (FunctionError) throw new Error(`the version broke off: ${FunctionError}`)
    if (!Payload) throw new Error('the version answered nothing')
    return JSON.parse(new TextDecoder().decode(Payload))
  },
})
