import { readFileSync } from 'node:fs'
import * as z from 'zod/mini'
import type { Wire } from '../../shared/platform/adapters/wire.ts'
import { settingsFrom } from '../../shared/platform/settings.ts'
import { cloudFormation } from '../../shared/rollout/adapters/cloudformation.ts'
import { pageBucket } from '../../shared/rollout/adapters/page-bucket.ts'
import type { PublishPagePorts } from '../../shared/rollout/publish-page.ts'
import { manifest } from './manifest.ts'

interface Others {
  cloudFormation: typeof fetch
}

const text = z.string().check(z.minLength(1))
const files = z
  .array(z.object({ name: text, type: text, cacheControl: text, body: text }))
  .check(z.minLength(1))

/** `PAGE_FILE` is what the build of the page wrote. */
export const wire: Wire<PublishPagePorts, 's3', Others> = (environment, clients, { log }) => {
  const { PAGE_BUCKET, PAGE_FILE } = settingsFrom(manifest.settings, environment)
  return {
    files: files.parse(JSON.parse(readFileSync(PAGE_FILE, 'utf8'))),
    store: pageBucket(clients.s3, PAGE_BUCKET),
    deployments: cloudFormation(clients.cloudFormation),
    log,
  }
}
