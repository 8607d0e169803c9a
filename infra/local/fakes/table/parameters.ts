import { unsupported } from '../sdk.ts'
import type { Placeholders } from './conditions.ts'
import type { Expressions } from './expressions.ts'
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
  for (const [name, value] of Object.entries(input)) {
    if (value !== undefined && !KNOWN.has(name)) throw unsupported(`the parameter ${name}`)
  }
  const { ExpressionAttributeNames: names, ExpressionAttributeValues: values } = input
  if (names === undefined && values === undefined) return
  const used = [input.ConditionExpression, input.KeyConditionExpression, input.FilterExpression]
    .filter(text => text !== undefined)
    .map(text => expressions.condition(text).placeholders)
  if (input.UpdateExpression !== undefined) used.push(expressions.update(input.UpdateExpression).placeholders)
  if (input.ProjectionExpression !== undefined) {
    used.push(expressions.projection(input.ProjectionExpression).placeholders)
  }
  for (const placeholder of [...checked(names, 'Names'), ...checked(values, 'Values')]) {
    if (!used.some(placeholders => placeholders.has(placeholder))) {
      throw invalid(`Value provided in ExpressionAttribute unused in expressions: keys: {${placeholder}}`)
    }
  }
}

const checked = (placeholders: object | undefined, what: string): string[] => {
  if (placeholders === undefined) return []
  const keys = Object.keys(placeholders)
  if (keys.length === 0) throw invalid(`ExpressionAttribute${what} must not be empty`)
  return keys
}
