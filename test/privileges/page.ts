import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { S3Client } from '@aws-sdk/client-s3'
import { make } from '../../functions/publish-page/handler.ts'
import { wire } from '../../functions/publish-page/wire.ts'
import { clientOf, commandName, type SdkCommand } from '../../infra/local/fakes/sdk.ts'

const request = {
  ResponseURL: 'https://cloudformation.example/answer',
  StackId: 'stack',
  RequestId: 'request',
  LogicalResourceId: 'page-files',
  ResourceProperties: { Configuration: '{}' },
}
const files = [{ name: 'index.html', type: 'text/html', cacheControl: 'no-cache', body: '<!doctype html>' }]
const log = { info: () => {}, error: () => {} }

/** The page is put in its place, and taken away. */
export const aPage = async (onCall: (command: SdkCommand) => void): Promise<void> => {
  const left = [{ Key: 'index.html', VersionId: '1' }]
  const listening = {
    send: async (command: SdkCommand) => {
      onCall(command)
      return commandName(command) === 'ListObjectVersionsCommand' ? { Versions: left.splice(0) } : {}
    },
  }
  const folder = mkdtempSync(join(tmpdir(), 'doorlevering-page-'))
  const PAGE_FILE = join(folder, 'page.json')
  writeFileSync(PAGE_FILE, JSON.stringify(files))
  const clients = {
    s3: clientOf<S3Client>(listening),
    cloudFormation: async () => new Response(),
  }
  const publishPage = make(wire({ PAGE_BUCKET: 'doorlevering-page', PAGE_FILE }, clients, { log } as never))
  rmSync(folder, { recursive: true })
  for (const RequestType of ['Create', 'Delete']) await publishPage({ ...request, RequestType })
}
