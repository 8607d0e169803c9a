import { playDay } from '../../../test/simulation/season/day.ts'

/** Plays the delivery date it is given, and sends what came of it. */
process.send?.(await playDay(JSON.parse(process.argv[2]!), () => {}))
