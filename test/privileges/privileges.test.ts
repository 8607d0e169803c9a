import { beforeAll, describe, expect, it } from 'vitest'
import { httpPaths, manifests } from '../../infra/manifests.ts'
import { ofType, stagesOfApp } from '../infra/synthesized.ts'
import { figure } from '../support/figures.ts'
import { covers, grantsOf, grantsOfRole } from './grants.ts'
import { onBehalfOf } from './on-behalf.ts'
import { aPage } from './page.ts'
import { recorder } from './recorder.ts'
import { aSchoolYear } from './story.ts'
import type { Use } from './uses.ts'

const stages = stagesOfApp()
const names = Object.keys(manifests)
const calls = recorder()
beforeAll(async () => {
  await aSchoolYear(calls.onCall, calls.intervene)
  await aPage(calls.onDeployment('publish-page'))
})

const sorted = (uses: readonly Use[]): readonly string[] =>
  uses.map(({ action, resource, where }) => [action, resource, where].filter(Boolean).join(' ')).sort()

const isCalledFor = (name: string) => (grant: Use) => calls.usedBy(name).some(use => covers(grant, use))

/** What services need in the roles of ours that they take on, as their manuals have it. */
const services = {
  'scheduler.amazonaws.com': ['schedule/deliveries', 'schedule/schedules-failed'].map(
    queue => `sqs:SendMessage ${queue}`,
  ),
  'backup.amazonaws.com': [
    'backup:DescribeBackupVault backups/vault',
    ...['DescribeTable', 'ListTagsOfResource', 'StartAwsBackupJob'].map(action => `dynamodb:${action} table`),
    'kms:CreateGrant data-key for a service of AWS: true',
    ...['Decrypt', 'GenerateDataKey'].map(action => `kms:${action} data-key via dynamodb`),
    'kms:DescribeKey data-key',
  ],
  'codedeploy.amazonaws.com': [
    'cloudwatch:DescribeAlarms *',
    ...Object.keys(httpPaths).flatMap(name => [
      `lambda:GetAlias ${name}`,
      `lambda:GetProvisionedConcurrencyConfig ${name}:live`,
      `lambda:UpdateAlias ${name}`,
    ]),
  ],
}

describe.each(stages)('in stage $name', stage => {
  it.each(Object.entries(services))('%s is granted what it needs, and nothing else', (service, needed) => {
    const roles = ofType(stage, 'AWS::IAM::Role').filter(({ Properties }) =>
      JSON.stringify(Properties.AssumeRolePolicyDocument).includes(service),
    )
    // Nothing is backed up where nothing lasts.
    expect(roles).toHaveLength(service.startsWith('backup') && !stage.environment.lasting ? 0 : 1)
    for (const { id } of roles) expect(sorted(grantsOfRole(stage, id))).toEqual(needed.toSorted())
  })

  it.each(names)('%s is granted what it asks for in a school year', name => {
    const granted = grantsOf(stage, name)
    expect(sorted(calls.usedBy(name).filter(use => !granted.some(grant => covers(grant, use))))).toEqual([])
  })

  it.each(names)('%s is granted nothing else, but what services need in its name', name => {
    const uncalledFor = grantsOf(stage, name).filter(grant => !isCalledFor(name)(grant))
    expect(sorted(uncalledFor)).toEqual(sorted(onBehalfOf(name)))
  })

  it('granted and used are as many', ({ task }) => {
    const granted = names.flatMap(name => grantsOf(stage, name).map(grant => ({ name, grant })))
    const called = granted.filter(({ name, grant }) => isCalledFor(name)(grant)).length
    const onBehalf = names.flatMap(onBehalfOf).length
    const used = called + onBehalf
    const ratio = (granted.length / used).toFixed(2)
    expect({ granted: granted.length, called: called > 0 }).toEqual({ granted: used, called: true })
    if (stage === stages.at(-1))
      figure(
        task,
        `privileges: ${names.length} functions, ${granted.length} actions granted, ${used} used (${called} by their calls, ${onBehalf} by services in their name), ratio ${ratio}`,
      )
  })
})
