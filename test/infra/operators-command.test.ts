import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { stacksOf } from '../../cli/aws/stage.ts'
import { settingsOf } from '../../cli/outside.ts'
import { ofType, stagesOfApp } from './synthesized.ts'

describe.each(stagesOfApp())('what the operators’ command asks for in stage $name', stage => {
  const { service, data } = stacksOf(stage.name)
  const namesOf = (type: string, property: string): readonly string[] =>
    ofType(stage, type).map(({ Properties }) => JSON.stringify(Properties[property]))

  it('bears the name it is asked for by', () => {
    expect([stage.service.stackName, stage.data.stackName]).toEqual([service, data])
    const asked = [
      ['AWS::SNS::Topic', 'TopicName', `"${service}-alerts-page"`],
      ['AWS::SNS::Topic', 'TopicName', `"${service}-alerts-ticket"`],
      ['AWS::SQS::Queue', 'QueueName', `"${service}-deliveries"`],
      ['AWS::SQS::Queue', 'QueueName', `"${service}-deliveries-failed"`],
      ['AWS::SQS::Queue', 'QueueName', `"${service}-schedules-failed"`],
      ['AWS::Scheduler::ScheduleGroup', 'Name', `"${service}"`],
      ['AWS::KMS::Alias', 'AliasName', `"alias/${data}-signing-key"`],
      ['AWS::Lambda::Function', 'FunctionName', `"${service}-replay-ledger"`],
    ] as const
    for (const [type, property, name] of asked) expect(namesOf(type, property)).toContain(name)
  })

  it('has a function for every queue of what one failed at', () => {
    const functions = namesOf('AWS::Lambda::Function', 'FunctionName')
    const failed = namesOf('AWS::SQS::Queue', 'QueueName').filter(name => name.endsWith('-failed"'))
    expect(failed.length).toBeGreaterThan(5)
    const nobodys = failed.filter(name => !functions.includes(name.replace('-failed', '')))
    expect(nobodys.sort()).toEqual([`"${service}-deliveries-failed"`, `"${service}-schedules-failed"`])
  })
})

describe('the settings of a stage', () => {
  let folder: string
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'settings-'))
  })
  afterAll(() => rm(folder, { recursive: true }))

  it('are named with the file where they are wrong, and where the stage is none of them', async () => {
    const file = join(folder, 'settings.json')
    await writeFile(file, '{"dev":{}}')
    await expect(settingsOf('dev', file)).rejects.toThrow(`The settings in ${file} cannot be used`)
    await expect(settingsOf('dev', join(folder, 'none.json'))).rejects.toThrow('none.json')
  })
})
