import { type App, Stack, Tags, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks } from 'cdk-nag'
import { refuseExamples } from '../constructs/examples-only.ts'
import { environmentsFrom } from '../settings-file.ts'
import type { ConnectedEnvironment, Environment } from '../stage-settings.ts'
import { AddressStack } from './address-stack.ts'
import { BudgetStack } from './budget-stack.ts'
import { DataStack } from './data-stack.ts'
import { PipelineStack } from './pipeline-stack.ts'
import { ServiceStack } from './service-stack.ts'
import { StubsStack } from './stubs-stack.ts'

const service = 'doorlevering'

/**
 * The stacks of every stage: `doorlevering-<stage>-data` holds what must outlive a deployment, `doorlevering-<stage>-address`
 * what others know it by, `doorlevering-<stage>` all that can be thrown away and deployed again. Beside them stand
 * `doorlevering-<stage>-budget`, and for who asks for them `doorlevering-<stage>-stubs` of what others have, and
 * `doorlevering-<stage>-pipeline` those as whom a pipeline works. Without settings of operators they can be synthesized, and not
 * deployed. A finding of cdk-nag that is not acknowledged makes the synthesis fail.
 */
export const addStages = (app: App): void => {
  const settings: string | undefined = app.node.tryGetContext('settings')
  for (const [stage, environment] of Object.entries(environmentsFrom(settings)))
    addStage(app, stage, environment)
  if (settings === undefined) app.node.children.filter(Stack.isStack).forEach(refuseExamples)
  Tags.of(app).add('service', service)
  Validations.of(app).addPlugins(new AwsSolutionsChecks(app))
}

const addStage = (app: App, stage: string, environment: Environment): void => {
  const { account, region, pipeline, monthlyBudget, alarmsTo } = environment
  if (stage === 'prod' && needsStubs(environment))
    throw new Error('Stage prod has no stubs: its tokens and its inspectorate are real (docs/deploy.md).')
  const env = { region, ...(account !== undefined && { account }) }
  const serviceName = `${service}-${stage}`
  const data = new DataStack(app, `${serviceName}-data`, { env, environment, serviceName })
  const stubs = needsStubs(environment)
    ? new StubsStack(app, `${serviceName}-stubs`, { env, environment, data })
    : undefined
  const connected = {
    env,
    environment: { ...environment, ...stubs?.addresses } as ConnectedEnvironment,
    data,
  }
  const address = new AddressStack(app, `${serviceName}-address`, { ...connected, serviceName })
  const served = new ServiceStack(app, serviceName, { ...connected, address })
  const stacks: Stack[] = [data, ...(stubs ? [stubs] : []), address, served]
  if (monthlyBudget) {
    const budget = { env, dollars: monthlyBudget, to: alarmsTo.ticket }
    stacks.push(new BudgetStack(app, `${serviceName}-budget`, budget))
  }
  if (pipeline) {
    const roles = { env, stage, pipeline, stubs: stubs?.stackName }
    stacks.push(new PipelineStack(app, `${serviceName}-pipeline`, roles))
  }
  for (const stack of stacks) Tags.of(stack).add('stage', stage)
}

const needsStubs = ({ tokens, inspectorate }: Environment): boolean => [tokens, inspectorate].includes('stub')
