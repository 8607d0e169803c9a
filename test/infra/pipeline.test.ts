import { describe, expect, it } from 'vitest'
import { appOf, type Json, templatesOf } from './synthesized.ts'

const stubs = { tokens: 'stub', inspectorate: 'stub', page: false }

const repository = 'schools/doorlevering'
const provider = ':oidc-provider/token.actions.githubusercontent.com'
const made = templatesOf(appOf('dev', { ...stubs, pipeline: { repository } })).get('-pipeline')!

interface Statement {
  readonly Action: string
  readonly Resource: Json
}

/** What a role may do: which action on what, as text. */
const allowedTo = (role: string): readonly (readonly [string, string])[] =>
  Object.entries(made.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith(role))
    .flatMap(([, { Properties }]) => Properties.PolicyDocument.Statement as readonly Statement[])
    .flatMap(({ Action, Resource }) =>
      [Resource]
        .flat()
        .map(
          resource => [Action, JSON.stringify(resource).replaceAll('{"Ref":"AWS::AccountId"}', '…')] as const,
        ),
    )

const cdkRole = (name: string) =>
  ['sts:AssumeRole', expect.stringContaining(`:role/cdk-hnb659fds-${name}-role-",…,"-eu-west-1"`)] as const

describe('a pipeline', () => {
  it('is who works in one environment of one repository, without a key', () => {
    const trust = Object.values(made.findResources('AWS::IAM::Role')).map(({ Properties }) => [
      Properties.RoleName,
      Properties.AssumeRolePolicyDocument.Statement,
    ])
    const statement = (environment: string) => [
      {
        Effect: 'Allow',
        Action: 'sts:AssumeRoleWithWebIdentity',
        Principal: {
          Federated: { 'Fn::Join': ['', ['arn:aws:iam::', { Ref: 'AWS::AccountId' }, provider]] },
        },
        Condition: {
          StringEquals: {
            'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
            'token.actions.githubusercontent.com:sub': `repo:${repository}:environment:${environment}`,
          },
        },
      },
    ]
    expect(trust).toEqual([
      ['doorlevering-dev-pipeline-deploy', statement('dev')],
      ['doorlevering-dev-pipeline-read', statement('dev-read')],
    ])
    made.resourceCountIs('AWS::IAM::User', 0)
    made.resourceCountIs('AWS::IAM::AccessKey', 0)
  })

  it('may deploy as the CDK does, and read the secret of the stubs; who shows differences may look', () => {
    expect(allowedTo('deploy')).toEqual([
      ...['deploy', 'file-publishing', 'lookup'].map(cdkRole),
      ['secretsmanager:GetSecretValue', expect.stringContaining(':secret:doorlevering-dev-stubs-secret-*')],
    ])
    expect(allowedTo('read')).toEqual([cdkRole('lookup')])
  })

  it('is nobody where none is told', () => {
    expect(templatesOf(appOf('dev', stubs)).has('-pipeline')).toBe(false)
  })
})
