import { peakMemory } from './memory.ts'

/** Loaded before a program (`--import`): it then tells its peak memory to whoever made it and asks. */
process.on('message', () => process.send?.(peakMemory()))
process.channel?.unref()
