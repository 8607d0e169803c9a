import { Stack } from 'aws-cdk-lib'
import { Queue } from 'aws-cdk-lib/aws-sqs'
import { AwsSolutionsChecks } from 'cdk-nag'
import { describe, expect, it } from 'vitest'
import { addStages } from '../../infra/stacks/stages.ts'
import { emptyApp, synthesizedApp } from './synthesized.ts'

describe('the rules of cdk-nag', () => {
  it('find nothing in any stage that is not acknowledged', () => {
    // Some policies are complete only where it is synthesized.
    const { app } = synthesizedApp()
    expect(new AwsSolutionsChecks(app).validateScope(app).violations).toEqual([])
  })

  it('stop the synthesis', () => {
    const app = emptyApp('broken')
    addStages(app)
    new Queue(new Stack(app, 'another'), 'queue')
    expect(() => app.synth()).toThrow('AwsSolutions-SQS4')
  })
})
