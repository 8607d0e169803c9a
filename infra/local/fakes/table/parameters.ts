import { unsupported } from '../sdk.ts'
import type { Placeholders } from './conditions.ts'
import type { Expressions, Parsed } from './expressions.ts'
import { invalid } from './items.ts'

const KNOWN = new Set(
  `TableName Key Item RequestItems ConditionExpression UpdateExpression KeyConditionExpression FilterExpression
   ExpressionAttributeNames ExpressionAttributeValues ReturnValues IndexName ScanIndexForward Limit ExclusiveStartKey
   ConsistentRead ProjectionExpression`.split(/\s+/),
)

interface WithExpressions extends Placeholders {
  readonly ConditionExpression?: string
  readonly UpdateExpression?: string
  readonly KeyConditionExpression?: string
  readonly FilterExpression?: string
  readonly ProjectionExpression?: string
}

/** Refuses what the fake does not know, and like the service placeholders that no expression uses. */
export const checkParameters = (input: WithExpressions, expressions: Expressions): void => {
  for (const name in input) {
    if (!KNOWN.has(name) && Reflect.get(input, name) !== undefined) throw unsupported(`the parameter ${name}`)
  }
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input
  if (names === undefined && values === undefined) return
  const used = expressionsOf(input, expressions)
  checkUsed('Names', names, used)
  checkUsed('Values', values, used)
}

const expressionsOf = (input: WithExpressions, expressions: Expressions): readonly Parsed<unknown>[] => {
  const { UpdateExpression: update, ProjectionExpression: projection } = input
  const read: Parsed<unknown>[] = []
  for (const condition of [input.ConditionExpression, input.KeyConditionExpression, input.FilterExpression]) {
    if (condition !== undefined) read.push(expressions.condition(condition))
  }
  if (update !== undefined) read.push(expressions.update(update))
  if (projection !== undefined) read.push(expressions.projection(projection))
  return read
}

const checkUsed = (what: string, given: object | undefined, used: readonly Parsed<unknown>[]): void => {
  if (given === undefined) return
  let isEmpty = true
  for (const name in given) {
    isEmpty = false
    if (!used.some(({ placeholders }) => placeholders.has(name))) {
      throw invalid(`Value provided in ExpressionAttribute unused in expressions: keys: {${name}}`)
    }
  }
  if (isEmpty) throw invalid(`ExpressionAttribute${what} must not be empty`)
}
