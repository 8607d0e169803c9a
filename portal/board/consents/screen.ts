import type { Child } from '../../element.ts'
import { faultsIn } from '../../faults-found.ts'
import type { Field } from '../../fields.ts'
import type { Fault } from '../../shapes.ts'
import type { JointAnswers } from './answers.ts'

/** One part of the way to several consents. */
export interface Screen {
  heading: string
  nodes: readonly Child[]
  fields: readonly Field<unknown>[]
  /** What is still to be answered here. */
  faults(): readonly Fault[]
  /** The answers, with what is filled in here. */
  kept(answers: JointAnswers): JointAnswers
}

/** Questions that all have to be answered. */
export const asking = (
  heading: string,
  nodes: readonly Child[],
  fields: readonly Field<unknown>[],
  kept: Screen['kept'],
): Screen => ({ heading, nodes, fields, faults: () => faultsIn(fields), kept })
