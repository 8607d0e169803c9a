#!/usr/bin/env node
import { homedir } from 'node:os'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { awsClients } from './aws/clients.ts'
import { certificateUntil, dns, settingsOf } from './outside.ts'
import { run } from './program.ts'
import { sessionsIn } from './sessions.ts'

const { env, stdout, stderr } = process
// A variable that is empty is not set; options would take it for an empty text.
for (const name of ['DOORLEVERING_URL', 'DOORLEVERING_STAGE', 'DOORLEVERING_TOKEN'])
  if (env[name] === '') delete env[name]
const folder = env.XDG_CONFIG_HOME || join(homedir(), '.config')

process.exitCode = await run(process.argv.slice(2), {
  write: text => stdout.write(text),
  tell: text => stderr.write(text),
  // Written over itself where somebody looks on; a log would hold every step of it.
  progress: text => stderr.isTTY && stderr.write(`\r\u001b[K${text}`),
  now: () => Date.now(),
  wait: seconds => setTimeout(seconds * 1000),
  fetch: globalThis.fetch,
  sessions: sessionsIn(join(folder, 'doorlevering', 'sessions.json')),
  aws: awsClients,
  settings: settingsOf,
  dns,
  certificateUntil,
})
