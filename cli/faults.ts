import { TemporaryFault } from '../shared/platform/temporary-fault.ts'
import { Failure } from './failure.ts'

/** What is to be told of an error that is no fault of the command itself; undefined for one that is. */
export const toldOf = (error: unknown): string | undefined => {
  if (error instanceof Failure) return error.message
  if (error instanceof TemporaryFault) return `AWS does not say what is asked: ${error.message}. Try again.`
  const { name, message, $metadata } = error as Error & { $metadata?: { httpStatusCode?: number } }
  if (/^Region (is missing|not accepted)/.test(message)) return 'Say the region: export AWS_REGION=eu-west-1'
  if (/Credentials|ExpiredToken|InvalidClientTokenId|UnrecognizedClient|TokenProvider/.test(name))
    return `AWS does not take your credentials (${name}): sign in there again, such as by aws sso login.`
  if ($metadata === undefined) return undefined
  const why = message.split('\n')[0]
  return $metadata.httpStatusCode === undefined
    ? `AWS does not answer: ${why}`
    : `AWS refused: ${name}: ${why}`
}
