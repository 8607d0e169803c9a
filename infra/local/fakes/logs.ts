import {
  CreateLogStreamCommand,
  PutLogEventsCommand,
  ResourceAlreadyExistsException,
  ResourceNotFoundException,
} from '@aws-sdk/client-cloudwatch-logs'
import { commandName, metadata, type SdkCommand, type Sends, unsupported } from './sdk.ts'

/** CloudWatch Logs with one log group, in memory. */
export class FakeLogs implements Sends {
  readonly #logGroup: string
  readonly #streams = new Set<string>()
  readonly #lines: string[] = []

  constructor(logGroup: string) {
    this.#logGroup = logGroup
  }

  /** Of all streams, in the order in which they were put. */
  get lines(): readonly string[] {
    return this.#lines
  }

  async send(command: SdkCommand): Promise<object> {
    const { logGroupName, logStreamName = '' } = command.input as PutLogEventsCommand['input']
    if (logGroupName !== this.#logGroup) throw notFound('The specified log group does not exist.')
    if (command instanceof CreateLogStreamCommand) {
      if (this.#streams.has(logStreamName)) throw exists()
      this.#streams.add(logStreamName)
      return { $metadata: metadata() }
    }
    if (!(command instanceof PutLogEventsCommand)) throw unsupported(commandName(command))
    if (!this.#streams.has(logStreamName)) throw notFound('The specified log stream does not exist.')
    this.#lines.push(...(command.input.logEvents ?? []).map(({ message = '' }) => message))
    return { $metadata: metadata() }
  }
}

const notFound = (message: string): Error =>
  new ResourceNotFoundException({ message, $metadata: metadata(400) })

const exists = (): Error =>
  new ResourceAlreadyExistsException({
    message: 'The specified log stream already exists',
    $metadata: metadata(400),
  })
