import { readFileSync } from 'node:fs'
import { RetentionDays } from 'aws-cdk-lib/aws-logs'
// Not the small entry, as in what is bundled: this one says in words what is wrong.
import * as z from 'zod'
import { type Environment, environments } from './environments.ts'

/** What operators may leave as the project has it. */
type Settled = 'region' | 'monthlyBudget' | 'logRetention' | 'auditRetention' | 'ledgerDays'

/** What they set for a stage. Whether its data lasts follows from the stage, and is not theirs to say. */
type StageSettings = Omit<Environment, 'lasting' | Settled> & Partial<Pick<Environment, Settled>>

const some = z.string().min(1)
const url = z.url({ protocol: /^https$/, error: 'must be an https address' })
const urlWithoutSlash = url.refine(text => !text.endsWith('/'), 'must not end with a slash')

const domain = z.string().regex(/^([a-z\d-]+\.)+[a-z]+$/, 'must be the name of a domain')

const stageSettings: z.ZodType<StageSettings> = z.strictObject({
  account: z
    .string()
    .regex(/^\d{12}$/, 'must be twelve digits')
    .exactOptional(),
  region: z.enum(['eu-west-1', 'eu-central-1']).exactOptional(),
  tokens: z.strictObject({ issuer: url, audience: some, jwksUri: url }),
  mailDomain: domain,
  portalUrl: urlWithoutSlash,
  inspectorate: z.strictObject({ url: urlWithoutSlash, tokenUrl: url, clientId: some }),
  alarmsTo: z.email(),
  monthlyBudget: z.number().min(1).exactOptional(),
  logRetention: z.enum(RetentionDays).exactOptional(),
  auditRetention: z.enum(RetentionDays).exactOptional(),
  ledgerDays: z.int().min(1).exactOptional(),
  front: z
    .strictObject({
      domainName: domain,
      certificateArn: z
        .string()
        .regex(/^arn:aws:acm:us-east-1:\d{12}:certificate\/[\w-]+$/, 'must be a certificate in us-east-1'),
      apiHost: z
        .string()
        .regex(/^[a-z\d]+\.execute-api\.[a-z\d-]+\.amazonaws\.com$/, 'must be the host of the output ApiUrl'),
      secret: z.int().min(1),
    })
    .exactOptional(),
  restoredTable: z.strictObject({ name: some, id: some, streamArn: some }).exactOptional(),
})

const settings = z
  .strictObject({
    dev: stageSettings.optional(),
    acc: stageSettings.optional(),
    prod: stageSettings.optional(),
  })
  .refine(stages => Object.keys(stages).length > 0, 'there is no stage in it')

const unusable = (file: string, why: string): Error =>
  new Error(`The settings in ${file} cannot be used (docs/deploy.md):\n${why}`)

const contentOf = (file: string): unknown => {
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch (error) {
    throw unusable(file, (error as Error).message)
  }
}

/**
 * The stages to make: those of the operators' own file (docs/deploy.md), a path from the folder of the project, and what
 * the file leaves open as the project has it. Without a file they are the project's, which are examples. Throws an error
 * that names the file, and every setting in it that is missing, wrong or unknown.
 */
export const environmentsFrom = (file: string | undefined): Readonly<Record<string, Environment>> => {
  if (file === undefined) return environments
  const parsed = settings.safeParse(contentOf(file))
  if (!parsed.success) throw unusable(file, z.prettifyError(parsed.error))
  const stages = Object.entries(parsed.data) as [keyof typeof environments, StageSettings][]
  return Object.fromEntries(stages.map(([stage, own]) => [stage, { ...environments[stage], ...own }]))
}
