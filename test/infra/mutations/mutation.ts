import type { Json } from '../../../infra/rules/template.ts'

/** One thing of a template that is changed for the worse. */
export interface Mutation {
  readonly what: string
  readonly of: string
  /** How the resource's logical id begins; the first of its type where not told. */
  readonly named?: string
  /** Of what is set; the resource itself goes where not told. */
  readonly path?: string
  /** The property goes where not told. */
  readonly to?: Json
  /** Takes the place of `to`: what another resource of the type, whose id begins so, has there. */
  readonly as?: string
}

/** What breaks each of the rules, and no other. */
export type MutationsOf<Rules> = Readonly<Record<keyof Rules, readonly Mutation[]>>
