const FIRST_LOOK_MS = 500
const LAST_PAUSE_MS = 30_000

/** Looks whether something has ended, ever less often, as long as `node` is shown. What cannot be looked up now may be later. */
export const watch = (node: HTMLElement, hasEnded: () => Promise<boolean>, pause = FIRST_LOOK_MS): void => {
  setTimeout(async () => {
    if (!node.isConnected) return
    if (!(await hasEnded().catch(() => false))) watch(node, hasEnded, Math.min(pause * 2, LAST_PAUSE_MS))
  }, pause)
}
