import { describe, expect, it } from 'vitest'
import { manifests } from '../../infra/manifests.ts'
import { listed, policiesOf, roleOf, type Statement, statementsIn } from './policies.ts'
import { functionNamed, isApiLog, ofType, only, type Stage, stagesOfApp } from './synthesized.ts'

const stages = stagesOfApp()

const identityStatements = (stage: Stage): readonly Statement[] =>
  ofType(stage, 'AWS::IAM::Policy').flatMap(({ Properties }) => statementsIn(Properties.PolicyDocument))

const functionNames = Object.keys(manifests)

/** The functions that may do it, by name. */
const whoMay = (stage: Stage, action: string): readonly string[] =>
  functionNames.filter(name =>
    policiesOf(stage, roleOf(stage, functionNamed(stage, name))).some(({ Action }) =>
      listed(Action).includes(action),
    ),
  )

describe.each(stages)('what may be done in stage $name', stage => {
  it('is named action by action, without a wildcard', () => {
    const actions = identityStatements(stage).flatMap(({ Action }) => listed(Action))
    expect(actions.length).toBeGreaterThan(0)
    expect(actions.filter(action => String(action).includes('*'))).toEqual([])
  })

  it('is granted on everything in two statements: to list schedules, and to CodeDeploy to look at alarms, as their manuals have it', () => {
    const onAll = identityStatements(stage).filter(({ Resource }) => listed(Resource).includes('*'))
    expect(onAll.map(({ Action }) => Action)).toEqual([
      'scheduler:ListSchedules',
      'cloudwatch:DescribeAlarms',
    ])
  })

  it('is allowed, never denied, and told by what it is, not by what it is not', () => {
    for (const { Effect, Action, Resource } of identityStatements(stage))
      expect([Effect, Action, Resource]).toEqual(['Allow', expect.anything(), expect.anything()])
  })

  it('is granted by these policies alone: no role has a managed one, or one of its own', () => {
    for (const { id, Properties } of ofType(stage, 'AWS::IAM::Role')) {
      expect(Properties, id).not.toHaveProperty('ManagedPolicyArns')
      expect(Properties, id).not.toHaveProperty('Policies')
    }
  })

  it.each([
    // What was written in the log stays as it was.
    ['dynamodb:DeleteItem', []],
    ['dynamodb:BatchWriteItem', []],
    // What is in the ledger cannot be removed, nor its lock.
    ['s3:DeleteObject', []],
    ['s3:PutObjectRetention', []],
    ['s3:BypassGovernanceRetention', []],
    // Of uploads and of the page alone, by the proof of privileges.
    ['s3:DeleteObjectVersion', ['import-file', 'publish-page']],
    ['logs:DeleteLogStream', []],
    ['kms:Sign', ['deliver']],
  ])('lets %s be done by %j alone', (action, names) => {
    expect(whoMay(stage, action)).toEqual(names)
  })

  it('keeps the report read-only', () => {
    expect(whoMay(stage, 'dynamodb:PutItem')).not.toContain('report-api')
  })

  it('writes who saw or changed what, which nobody but who answers people adds to', () => {
    for (const log of ofType(stage, 'AWS::Logs::LogGroup').filter(isApiLog)) {
      const adding = functionNames.filter(name =>
        policiesOf(stage, roleOf(stage, functionNamed(stage, name))).some(
          ({ Action, Resource }) =>
            listed(Action).includes('logs:PutLogEvents') && JSON.stringify(Resource).includes(log.id),
        ),
      )
      expect(adding.map(name => `/aws/lambda/doorlevering-${stage.name}-${name}`)).toEqual([
        log.Properties.LogGroupName,
      ])
    }
  })

  it('lets the key of the data be used by way of the table and the buckets, and by the poller of the stream', () => {
    const unconditioned = functionNames.filter(name =>
      policiesOf(stage, roleOf(stage, functionNamed(stage, name))).some(
        ({ Action, Condition }) => listed(Action).includes('kms:Decrypt') && Condition === undefined,
      ),
    )
    expect(unconditioned).toEqual(['process-events'])
  })
})

describe.each(stages)('the Scheduler of stage $name', stage => {
  const role = only(
    ofType(stage, 'AWS::IAM::Role').filter(({ Properties }) =>
      JSON.stringify(Properties).includes('scheduler.amazonaws.com'),
    ),
  )

  it('acts as a role of ours for our group of schedules only, in this account', () => {
    const { id } = only(ofType(stage, 'AWS::Scheduler::ScheduleGroup'))
    const { Condition } = only(statementsIn(role.Properties.AssumeRolePolicyDocument))
    expect(Condition).toEqual({
      StringEquals: {
        'aws:SourceAccount': { Ref: 'AWS::AccountId' },
        'aws:SourceArn': { 'Fn::GetAtt': [id, 'Arn'] },
      },
    })
  })

  it('has schedules that are made, changed or deleted in our group only', () => {
    const { Name } = only(ofType(stage, 'AWS::Scheduler::ScheduleGroup')).Properties
    const changed = identityStatements(stage)
      .filter(({ Action }) =>
        listed(Action).some(action => /:(Create|Update|Delete)Schedule$/.test(String(action))),
      )
      .flatMap(({ Resource }) => listed(Resource))
    expect(changed).not.toEqual([])
    for (const arn of changed) expect(JSON.stringify(arn)).toContain(`:schedule/${Name}/`)
  })
})
