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

/** A file of the page, as it is served. */
export interface PageFile {
  readonly name: string
  readonly type: string
  readonly cacheControl: string
  readonly body: string
}

export interface PageStore {
  /** In the place of the file of that name, if there is one. */
  put(file: PageFile): Promise<void>
  removeAll(): Promise<void>
}

/** A deployment of CloudFormation that waits until the page is in its place, or removed. */
export interface PageDeployment {
  /** Where the answer is put. */
  readonly answerUrl: string
  /** What CloudFormation knows the request by. */
  readonly request: {
    readonly StackId: string
    readonly RequestId: string
    readonly LogicalResourceId: string
  }
}

export interface PageDeployments {
  tell(deployment: PageDeployment, isDone: boolean): Promise<void>
}
