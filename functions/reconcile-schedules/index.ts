import { S3Client } from '@aws-sdk/client-s3'
import { SchedulerClient } from '@aws-sdk/client-scheduler'
import { documentClient } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'
import { wire } from './wire.ts'

const clients = { documents: documentClient(), s3: new S3Client(), scheduler: new SchedulerClient() }

export const handler = make(wire(process.env, clients, systemWorld()))
