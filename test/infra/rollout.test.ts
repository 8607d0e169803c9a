import { describe, expect, it } from 'vitest'
import { httpPaths } from '../../infra/manifests.ts'
import { addStages } from '../../infra/stacks/stages.ts'
import {
  emptyApp,
  makeApp,
  ofFunction,
  ofType,
  only,
  type Properties,
  type Resource,
  type Stage,
  stagesOfApp,
  synthesizedStages,
} from './synthesized.ts'

const stages = stagesOfApp()
const names = Object.keys(httpPaths)

const liveOf = (stage: Stage, name: string): Resource => ofFunction(stage, 'AWS::Lambda::Alias', name)

const groupOf = (stage: Stage, name: string): Resource =>
  only(
    ofType(stage, 'AWS::CodeDeploy::DeploymentGroup').filter(
      ({ Properties }) => Properties.DeploymentGroupName === `doorlevering-${stage.name}-${name}`,
    ),
  )

const policyOf = (resource: Resource): Properties =>
  (resource as unknown as { UpdatePolicy: Properties }).UpdatePolicy

describe.each(stages)('a deployment of stage $name', stage => {
  it('publishes a version of every function, and calls it live', () => {
    for (const { Properties } of ofType(stage, 'AWS::Lambda::Function')) {
      const name = String(Properties.FunctionName).replace(`doorlevering-${stage.name}-`, '')
      expect(liveOf(stage, name).Properties, name).toMatchObject({
        Name: 'live',
        FunctionVersion: { 'Fn::GetAtt': [ofFunction(stage, 'AWS::Lambda::Version', name).id, 'Version'] },
      })
    }
  })

  it.each(names)('moves callers of %s by CodeDeploy', name => {
    const policy = policyOf(liveOf(stage, name))
    expect(policy).toEqual({
      CodeDeployLambdaAliasUpdate: {
        ApplicationName: { Ref: only(ofType(stage, 'AWS::CodeDeploy::Application')).id },
        DeploymentGroupName: { Ref: groupOf(stage, name).id },
      },
    })
  })

  it('gives the new version one in ten callers for five minutes first, where the stage lasts', () => {
    for (const { Properties } of ofType(stage, 'AWS::CodeDeploy::DeploymentGroup'))
      expect(Properties.DeploymentConfigName).toBe(
        stage.environment.lasting
          ? 'CodeDeployDefault.LambdaCanary10Percent5Minutes'
          : 'CodeDeployDefault.LambdaAllAtOnce',
      )
  })

  it.each(names)(
    'goes back where requests to the new version of %s break off, or callers get errors of ours',
    name => {
      const { Properties } = groupOf(stage, name)
      const alarmNamed = (alarmName: string): Resource =>
        only(
          ofType(stage, 'AWS::CloudWatch::Alarm').filter(
            ({ Properties: { AlarmName } }) => AlarmName === `doorlevering-${stage.name}-${alarmName}`,
          ),
        )
      expect(Properties).toMatchObject({
        AlarmConfiguration: {
          Enabled: true,
          Alarms: [`${name}-new-version-fails`, 'api-fails'].map(alarm => ({
            Name: { Ref: alarmNamed(alarm).id },
          })),
        },
        AutoRollbackConfiguration: {
          Enabled: true,
          Events: ['DEPLOYMENT_FAILURE', 'DEPLOYMENT_STOP_ON_ALARM'],
        },
      })
    },
  )
})

describe('a deployment with at-once', () => {
  it('moves all callers by itself, and at once', () => {
    const app = emptyApp()
    app.node.setContext('at-once', 'true')
    addStages(app)
    for (const stage of synthesizedStages(app))
      for (const name of names) expect(policyOf(liveOf(stage, name))).toBeUndefined()
  })
})

describe('what a version is made of', () => {
  it('is the same for the same source, so that a deployment that changes nothing publishes nothing', () => {
    const versionsOf = (made: readonly Stage[]) =>
      made.map(stage => ofType(stage, 'AWS::Lambda::Version').map(({ id }) => id))
    expect(versionsOf(synthesizedStages(makeApp('made-again')))).toEqual(versionsOf(stages))
  })
})
