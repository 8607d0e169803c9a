/** One token for all requests, until it is refused. Requests that need a new one at the same time share it. */
export const sharedToken = (ask: () => Promise<string>) => {
  let current: Promise<string> | undefined
  const refuse = (refused: Promise<string>): void => {
    if (current === refused) current = undefined
  }
  const get = (): Promise<string> => {
    if (current) return current
    const asked = ask()
    current = asked
    // What could not be had is asked for again by the next request.
    asked.catch(() => refuse(asked))
    return asked
  }
  return { get, refuse }
}
