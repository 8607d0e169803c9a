import type { APIGatewayProxyEventV2 } from 'aws-lambda'

/** A deployment that waits for our word before it gives a new version its first callers. */
export interface WaitingDeployment {
  readonly deploymentId: string
  readonly hookExecutionId: string
}

/** What CodeDeploy is told: whether the new version may have callers. */
export type Verdict = 'Succeeded' | 'Failed'

export interface Versions {
  /** What that version of a function answers to a request. Throws where it breaks off, or does not answer in time. */
  answer(version: string, request: APIGatewayProxyEventV2): Promise<unknown>
}

export interface Deployments {
  tell(deployment: WaitingDeployment, verdict: Verdict): Promise<void>
}
