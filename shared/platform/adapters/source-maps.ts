import { readFileSync } from 'node:fs'
import { SourceMap } from 'node:module'

/**
 * From now on stack traces name the lines of the source. A bundle's map is read once something has thrown, where Node's
 * `--enable-source-maps` reads it at every start.
 */
export const traceToSource = (): void => {
  const maps = new Map<string, SourceMap | undefined>()
  const mapOf = (file: string): SourceMap | undefined => {
    if (!maps.has(file)) maps.set(file, readMap(`${file}.map`))
    return maps.get(file)
  }
  Error.prepareStackTrace = (error, frames) =>
    [Error.prototype.toString.call(error), ...frames.map(frame => `    at ${inSource(frame, mapOf)}`)].join(
      '\n',
    )
}

const readMap = (path: string): SourceMap | undefined => {
  try {
    return new SourceMap(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return undefined
  }
}

/** The frame as V8 says it, in the place it has in the source where that is known. */
const inSource = (frame: NodeJS.CallSite, mapOf: (file: string) => SourceMap | undefined): string => {
  const [line, column] = [frame.getLineNumber() ?? 0, frame.getColumnNumber() ?? 0]
  const origin = mapOf(frame.getFileName() ?? '')?.findOrigin(line, column)
  if (!origin || !('fileName' in origin)) return `${frame}`
  const file = origin.fileName.replace(/^(\.\.\/)+/, '')
  return `${frame.getFunctionName() ?? '<anonymous>'} (${file}:${origin.lineNumber}:${origin.columnNumber})`
}
