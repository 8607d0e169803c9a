import { DescribeStacksCommand } from '@aws-sdk/client-cloudformation'
import { Failure } from '../failure.ts'
import type { Aws } from './clients.ts'

/** The stacks of a stage, after which all of its resources are named. */
export const stacksOf = (stage: string) => ({
  service: `doorlevering-${stage}`,
  data: `doorlevering-${stage}-data`,
  address: `doorlevering-${stage}-address`,
})

export type Outputs = Readonly<Record<string, string>>

/** What a stack tells of itself; undefined where it was never deployed. */
export const outputsOf = async (
  { cloudFormation }: Pick<Aws, 'cloudFormation'>,
  stack: string,
): Promise<Outputs | undefined> => {
  try {
    const { Stacks: [found] = [] } = await cloudFormation.send(
      new DescribeStacksCommand({ StackName: stack }),
    )
    return Object.fromEntries(
      (found?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
    )
  } catch (error) {
    // The one fault by which CloudFormation says that there is none of that name.
    if ((error as Error).name === 'ValidationError') return undefined
    throw error
  }
}

/** Throws a `Failure` where there is no such stack, or it does not tell. */
export const outputOf = async (
  aws: Pick<Aws, 'cloudFormation'>,
  stack: string,
  name: string,
): Promise<string> => {
  const value = (await outputsOf(aws, stack))?.[name]
  if (value === undefined)
    throw new Failure(
      `There is no stack ${stack} with output ${name} in this account and region (AWS_REGION).`,
    )
  return value
}
