import { UnsecuredJWT } from 'jose'
import type { Aws } from '../../cli/aws/clients.ts'
import type { Context } from '../../cli/context.ts'
import { commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'
import { millisecondsOf } from '../../shared/platform/time.ts'
import { settings } from '../simulation/environment/functions.ts'
import { people } from '../simulation/environment/people.ts'
import { commandIn, type Ended } from '../support/command.ts'
import type { OperatedService } from './operated-service.ts'

const { operator } = people()
const outputs = { TableName: settings.TABLE_NAME, ApiUrl: 'https://portal.example/' }

/** A dead-letter queue of the service, with the one message that it holds. */
export interface FailedMessage {
  readonly queue: string
  readonly body: object
}

/** What the command asks of AWS: the stacks, the table, a dead-letter queue, and functions to run again. */
const awsOf = (service: OperatedService, failed?: FailedMessage): Aws => {
  const url = `https://sqs/doorlevering-prod-${failed?.queue}`
  let left = failed ? [{ Body: JSON.stringify(failed.body), ReceiptHandle: 'one' }] : []
  const answers: Record<string, (input: never) => unknown> = {
    DescribeStacksCommand: () => ({
      Stacks: [
        { Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) },
      ],
    }),
    ListQueuesCommand: () => ({ QueueUrls: failed ? [url] : [] }),
    GetQueueAttributesCommand: () => ({ Attributes: { ApproximateNumberOfMessages: `${left.length}` } }),
    ReceiveMessageCommand: () => ({ Messages: left }),
    DeleteMessageCommand: () => {
      left = []
      service.lambda.emptied(failed?.queue ?? '')
    },
    InvokeCommand: ({ FunctionName, Payload }: { FunctionName: string; Payload: Buffer }) =>
      service.begin(FunctionName.replace(/^doorlevering-prod-(.*):live$/, '$1'), JSON.parse(`${Payload}`)),
  }
  const client = {
    send: async (command: SdkCommand) => answers[commandName(command)]?.(command.input as never) ?? {},
  }
  return {
    cloudFormation: client,
    sqs: client,
    lambda: client,
    documents: service.services.documents,
  } as never
}

/** The command of operators, at the service as it stands. */
export const doorleveringAt = (
  service: OperatedService,
  failed?: FailedMessage,
): ((words: string) => Promise<Ended>) => {
  const aws = awsOf(service, failed)
  const fetch = async (request: Request): Promise<Response> => {
    const { pathname, search } = new URL(request.url)
    const headers = { ...Object.fromEntries(request.headers), authorization: operator.authorization }
    const body = Buffer.from(await request.arrayBuffer())
    const answer = await service.functions.answer({
      method: request.method,
      url: pathname + search,
      headers,
      body,
    })
    return new Response(answer.body, { status: answer.statusCode ?? 200, headers: answer.headers as never })
  }
  const run = commandIn('nowhere', {
    now: () => millisecondsOf(service.time.clock()),
    aws: () => aws,
    fetch: fetch as Context['fetch'],
  })
  const token = new UnsecuredJWT({}).encode()
  const ofApi = /^(health|deliveries|import-state)/
  return words =>
    run([...words.split(' '), '--stage', 'prod', ...(ofApi.test(words) ? ['--token', token] : [])])
}
