import type { PlantedBug } from './bug.ts'
import { deliveryBugs } from './deliveries.ts'
import { effectsBugs } from './effects.ts'
import { figuresBugs } from './figures.ts'
import { ledgerBugs } from './ledger.ts'
import { savingBugs } from './saving.ts'
import { timeBugs } from './time.ts'

export type { PlantedBug } from './bug.ts'

/** Every one of them is to be found by the simulator. */
export const plantedBugs: readonly PlantedBug[] = [
  ...savingBugs,
  ...timeBugs,
  ...figuresBugs,
  ...deliveryBugs,
  ...effectsBugs,
  ...ledgerBugs,
]
