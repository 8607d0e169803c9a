import type { Context } from 'aws-lambda'
import type { Runtime } from '../../shared/platform/runtime.ts'
import { manifests } from '../manifests.ts'

/** A function as Lambda invokes it. */
// biome-ignore lint/suspicious/noExplicitAny: events and answers of all kinds.
export type Handler = (event: any, context?: Context) => Promise<any>

interface FunctionCode {
  make(ports: object): Handler
  wire(environment: Readonly<Record<string, string>>, clients: object, runtime: Runtime): object
}

const codeOf = async (name: string): Promise<FunctionCode> => {
  const folder = `../../functions/${name}`
  const { make } = await import(`${folder}/handler.ts`)
  const { wire } = await import(`${folder}/wire.ts`)
  return { make, wire }
}

/** What every function is made of, by its name. */
export const functionCode: Readonly<Record<string, FunctionCode>> = Object.fromEntries(
  await Promise.all(Object.keys(manifests).map(async name => [name, await codeOf(name)])),
)
