import { callLimits, documentClient, s3Client } from '../../shared/platform/adapters/clients.ts'
import { systemWorld } from '../../shared/platform/adapters/system-world.ts'
import { make } from './handler.ts'
import { wire } from './wire.ts'

const limits = callLimits['replay-ledger']

export const handler = make(
  wire(process.env, { documents: documentClient(limits), s3: s3Client(limits) }, systemWorld()),
)
