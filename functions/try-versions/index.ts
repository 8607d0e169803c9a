import { callLimits, codeDeployClient, lambdaClient } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'
import { wire } from './wire.ts'

const limits = callLimits['try-versions']
const clients = { lambda: lambdaClient(limits), codeDeploy: codeDeployClient(limits) }

export const handler = make(wire(process.env, clients, systemWorld()))
