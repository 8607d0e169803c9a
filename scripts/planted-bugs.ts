import { availableParallelism } from 'node:os'
import { lookForAll, rowOf } from '../test/simulation/planted/table.ts'

/** Prints the table of `docs/simulator.md`: each planted bug, the history that found it, and how it showed. */
console.log('| planted bug | found by history | as |\n|---|---|---|')
await lookForAll(availableParallelism(), found => console.log(rowOf(found)))
