import type { PageDeployments } from '../ports.ts'

const PATIENCE_MILLISECONDS = 10_000

/** Deployments of CloudFormation. Throws where it does not take the answer; it then waits until its own time is up. */
export const cloudFormation = (send: typeof fetch): PageDeployments => ({
  async tell({ answerUrl, request }, isDone) {
    const answer = {
      ...request,
      // The same for good: by another, CloudFormation would have the page before it removed.
      PhysicalResourceId: 'page',
      Status: isDone ? 'SUCCESS' : 'FAILED',
      Reason: isDone ? '' : 'See the log of publish-page.',
    }
    const { ok, status } = await send(answerUrl, {
      method: 'PUT',
      // As bytes, which have no type: the signature of the URL is for none.
      body: new TextEncoder().encode(JSON.stringify(answer)),
      signal: AbortSignal.timeout(PATIENCE_MILLISECONDS),
    })
    if (!ok) throw new Error(`CloudFormation answered ${status}`)
  },
})
