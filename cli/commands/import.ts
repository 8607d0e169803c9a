import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { Argument, type Command } from '@commander-js/extra-typings'
import { importKinds } from '../../shared/ingestion/ports.ts'
import { type Api, answered, reasonOf, type Schemas } from '../api.ts'
import type { Context, Outcome } from '../context.ts'
import { Failure } from '../failure.ts'
import { apiCommand } from '../options.ts'
import type { Shell } from '../shell.ts'
import { table } from '../table.ts'
import { wholeNumber } from '../whole-number.ts'

type State = Schemas['Import']

/** Of the largest file on a slow line. */
const UPLOAD_MILLISECONDS = 30 * 60_000
const SECONDS_BETWEEN_LOOKS = 1

export const addImport = (program: Command, shell: Shell): void => {
  const waiting = () => wholeNumber('--timeout <minutes>', 'how long to wait for its end', 30)
  apiCommand(program, 'import', 'Import a file, and wait for what becomes of it')
    .addArgument(new Argument('<kind>', 'what the file holds').choices(importKinds))
    .argument('<file>', 'a CSV file')
    .addOption(waiting())
    .action(async (kind, file, options) => {
      const size = await sizeOf(file)
      const api = await shell.api(options)
      const { data: asked } = await answered(api.POST('/imports', { body: { kind } }))
      await upload({ file, size, url: asked.uploadUrl }, shell.context)
      shell.show(options, await followed(api, asked.importId, options.timeout, shell.context))
    })

  apiCommand(program, 'import-state', 'See what became of an import')
    .argument('<importId>', 'as the import told it')
    .action(async (importId, options) =>
      shell.show(options, outcomeOf(await stateOf(await shell.api(options), importId))),
    )
}

const sizeOf = async (file: string): Promise<number> => {
  const found = await stat(file).catch((error: NodeJS.ErrnoException) => {
    throw new Failure(`${file} cannot be read (${error.code}).`)
  })
  if (!found.isFile()) throw new Failure(`${file} is no file.`)
  return found.size
}

const upload = async (
  { file, size, url }: { file: string; size: number; url: string },
  { fetch, progress, tell }: Context,
): Promise<void> => {
  let sent = 0
  const counted = async function* () {
    for await (const chunk of createReadStream(file)) {
      yield chunk
      sent += chunk.length
      progress(`Uploading: ${megabytes(sent)} of ${megabytes(size)} MB`)
    }
  }
  const response = await fetch(url, {
    method: 'PUT',
    body: Readable.toWeb(Readable.from(counted())) as ReadableStream,
    duplex: 'half',
    // S3 takes no upload of a length that is not told before.
    headers: { 'Content-Length': String(size) },
    signal: AbortSignal.timeout(UPLOAD_MILLISECONDS),
  } as RequestInit).catch(error => {
    throw new Failure(
      `The upload broke off (${reasonOf(error)}); nothing was changed. Import the file again.`,
    )
  })
  if (!response.ok)
    throw new Failure(
      `The upload was refused (${response.status}); nothing was changed. Import the file again.`,
    )
  progress('')
  tell(`Uploaded ${megabytes(size)} MB.\n`)
}

const megabytes = (bytes: number): string => (bytes / 1e6).toFixed(1)

const followed = async (api: Api, importId: string, minutes: number, context: Context): Promise<Outcome> => {
  const until = context.now() + minutes * 60_000
  for (;;) {
    const state = await stateOf(api, importId)
    if (state.status === 'applied' || state.status === 'rejected') {
      context.progress('')
      return outcomeOf(state)
    }
    if (context.now() >= until)
      throw new Failure(
        `After ${minutes} minutes it is still ${state.status}. Look again: npx doorlevering import-state ${importId}`,
      )
    context.progress(`${state.status}: ${state.rows} rows`)
    await context.wait(SECONDS_BETWEEN_LOOKS)
  }
}

const stateOf = async (api: Api, importId: string): Promise<State> =>
  (await answered(api.GET('/imports/{importId}', { params: { path: { importId } } }))).data

const outcomeOf = (state: State): Outcome => {
  const { importId, kind, status, rows, schools, errorCount, errors } = state
  const counts = [`${rows} rows`, ...(kind === 'administrators' ? [] : [`${schools} schools`])]
  const summary = `Import ${importId} of ${kind}: ${status}; ${counts.join(', ')}, ${errorCount} faults.`
  const faults = errors.map(({ line, column, code, detail }) => [
    String(line ?? '-'),
    column ?? '-',
    code,
    detail,
  ])
  return {
    data: state,
    text:
      faults.length === 0
        ? summary
        : [summary, '', table(['LINE', 'COLUMN', 'FAULT', 'EXPECTED'], ...faults)].join('\n'),
    ok: status !== 'rejected',
  }
}
