import { type Json, ofType, only, type Resource, type Stage } from './synthesized.ts'

export interface Statement {
  readonly Effect: string
  readonly Action: Json
  readonly Resource?: Json
  readonly Condition?: Json
  readonly Principal?: Json
}

export const listed = (value: Json | undefined): readonly Json[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value as Json]

export const statementsIn = (document: Json | undefined): readonly Statement[] =>
  (document as unknown as { Statement: readonly Statement[] }).Statement

export const policiesOf = (stage: Stage, role: string): readonly Statement[] =>
  ofType(stage, 'AWS::IAM::Policy')
    .filter(({ Properties }) => JSON.stringify(Properties.Roles).includes(`{"Ref":"${role}"}`))
    .flatMap(({ Properties }) => statementsIn(Properties.PolicyDocument))

export const roleOf = (stage: Stage, { Properties }: Resource): string =>
  only(
    ofType(stage, 'AWS::IAM::Role').filter(({ id }) => JSON.stringify(Properties.Role).includes(`"${id}"`)),
  ).id
