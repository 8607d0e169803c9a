import { type App, type Stack, Tags } from 'aws-cdk-lib'
import { refuseExamples } from '../constructs/examples-only.ts'
import { type ConnectedEnvironment, type Environment, FIREWALL_REGION } from '../environments.ts'
import { checkWithNag } from '../nag.ts'
import { environmentsFrom } from '../settings-file.ts'
import { DataStack } from './data-stack.ts'
import { FirewallStack } from './firewall-stack.ts'
import { ServiceStack } from './service-stack.ts'
import { StubsStack } from './stubs-stack.ts'

const service = 'doorlevering'

/**
 * The stacks of every stage: `doorlevering-<stage>-data` holds what must outlive a deployment, `doorlevering-<stage>` all
 * that can be thrown away and deployed again, `doorlevering-<stage>-stubs`, who asks for them, stubs of what others have,
 * and `doorlevering-<stage>-firewall`, who wants one, a firewall before it. Without settings of operators they can be
 * synthesized, and not deployed. A finding of cdk-nag that is not acknowledged makes the synthesis fail.
 */
export const addStages = (app: App): void => {
  const settings: string | undefined = app.node.tryGetContext('settings')
  const stages = Object.entries(environmentsFrom(settings))
  for (const [stage, environment] of stages) {
    const stacks = addStage(app, stage, environment)
    if (settings === undefined) stacks.forEach(refuseExamples)
  }
  Tags.of(app).add('service', service)
  checkWithNag(app)
}

const addStage = (app: App, stage: string, environment: Environment): readonly Stack[] => {
  const { account, region, front } = environment
  if (stage === 'prod' && needsStubs(environment))
    throw new Error('Stage prod has no stubs: its tokens and its inspectorate are real (docs/deploy.md).')
  const within = (where: string) => (account === undefined ? { region: where } : { account, region: where })
  const env = within(region)
  const name = `${service}-${stage}`
  const data = new DataStack(app, `${name}-data`, { env, environment })
  const stubs = needsStubs(environment)
    ? new StubsStack(app, `${name}-stubs`, { env, environment, data })
    : undefined
  const connected = { ...environment, ...stubs?.addresses } as ConnectedEnvironment
  const served = new ServiceStack(app, name, { env, environment: connected, data })
  const stacks: Stack[] = [data, ...(stubs ? [stubs] : []), served]
  if (front?.firewall) {
    const firewall = new FirewallStack(app, `${name}-firewall`, { env: within(FIREWALL_REGION) })
    served.addStackDependency(firewall)
    stacks.push(firewall)
  }
  for (const stack of stacks) Tags.of(stack).add('stage', stage)
  return stacks
}

const needsStubs = ({ tokens, inspectorate }: Environment): boolean => [tokens, inspectorate].includes('stub')
