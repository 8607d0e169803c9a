import type { rules } from '../../../infra/rules/project-rules.ts'
import { anywhereMutations } from './anywhere.ts'
import type { MutationsOf } from './mutation.ts'
import { servingMutations } from './serving.ts'
import { storageMutations } from './storage.ts'
import { wakingMutations } from './waking.ts'

/** What breaks each rule there is, and no other. */
export const mutations: MutationsOf<typeof rules> = {
  ...storageMutations,
  ...wakingMutations,
  ...servingMutations,
  ...anywhereMutations,
}
