import { CodeDeployClient } from '@aws-sdk/client-codedeploy'
import { LambdaClient } from '@aws-sdk/client-lambda'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'
import { wire } from './wire.ts'

// One attempt: what a version answers only when it is asked again does not hold.
const clients = { lambda: new LambdaClient({ maxAttempts: 1 }), codeDeploy: new CodeDeployClient() }

export const handler = make(wire(process.env, clients, systemWorld()))
