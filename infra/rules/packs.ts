import { type App, Validations } from 'aws-cdk-lib'
import { AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks } from 'cdk-nag'
import { accept } from './accepted.ts'
import { ProjectRules } from './project-rules.ts'

/** The packs of cdk-nag that every stage is held to. */
export const nagPacks = [AwsSolutionsChecks, NIST80053R5Checks, ServerlessChecks] as const

/**
 * Makes the synthesis fail on every finding that is not acknowledged.
 * @param lasting The stages whose data must outlive their stacks.
 */
export const holdToRules = (app: App, lasting: readonly string[]): void => {
  accept(app)
  Validations.of(app).addPlugins(...nagPacks.map(Pack => new Pack(app)), new ProjectRules(lasting))
}
