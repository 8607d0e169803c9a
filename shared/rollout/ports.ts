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
