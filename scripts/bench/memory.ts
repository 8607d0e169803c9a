import { existsSync, readFileSync } from 'node:fs'

const STATUS = '/proc/self/status'

/**
 * The most memory this process has had so far (resident set, in bytes): as Linux counts it for the process
 * itself, else as the system reports it, which on Linux may be that of the process it was made by.
 */
export const peakMemory = (): number => {
  const told = existsSync(STATUS) ? /VmHWM:\s+(\d+) kB/.exec(readFileSync(STATUS, 'utf8'))?.[1] : undefined
  return 1024 * Number(told ?? process.resourceUsage().maxRSS)
}
