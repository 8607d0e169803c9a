import { type App, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import type { Environment } from '../environments.ts'
import { environmentsFrom } from '../settings-file.ts'
import { DataStack } from './data-stack.ts'
import { ServiceStack } from './service-stack.ts'

const service = 'doorlevering'

/**
 * The two stacks of every stage: `doorlevering-<stage>-data` holds what must outlive a deployment, `doorlevering-<stage>` all
 * that can be thrown away and deployed again. An unacknowledged finding of cdk-nag makes the synthesis fail.
 */
export const addStages = (app: App): void => {
  for (const [stage, environment] of Object.entries(environmentsFrom(app.node.tryGetContext('settings')))) {
    addStage(app, stage, environment)
  }
  Tags.of(app).add('service', service)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}

const addStage = (app: App, stage: string, environment: Environment): void => {
  const { account, region } = environment
  const env = account === undefined ? { region } : { account, region }
  const name = `${service}-${stage}`
  const data = new DataStack(app, `${name}-data`, { env, environment })
  const served = new ServiceStack(app, name, { env, environment, data })
  for (const stack of [data, served]) Tags.of(stack).add('stage', stage)
}
