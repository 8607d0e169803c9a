import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, normalize } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

interface Import {
  file: string
  /** A path in this project, or the name of a package. */
  of: string
}

const sources = ['shared', 'functions', 'stubs', 'infra', 'portal', 'cli'].flatMap(folder =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map(name => join(folder, name))
    .filter(name => name.endsWith('.ts') && !name.endsWith('.d.ts')),
)

const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const imports: readonly Import[] = sources.flatMap(file =>
  [...textOf(file).matchAll(/^(?:import (?:[^']*? from )?|export [^'=]*? from )'([^'\n]+)'/gm)].map(
    ([, of = '']) => ({ file, of: of.startsWith('.') ? normalize(join(dirname(file), of)) : of }),
  ),
)

const capabilityOf = (path: string): string | undefined => /^shared\/([^/]+)\//.exec(path)?.[1]
const isAdapter = (path: string): boolean => /^shared\/[^/]+\/adapters\//.test(path)
const isLocal = (path: string): boolean => path.startsWith('infra/local/')
const isIndex = (file: string): boolean => /^(functions|stubs)\/[^/]+\/index\.ts$/.test(file)

/** What the type of a manifest is made of. */
const typesOnly = new Set(['shared/platform/adapters/clients.ts', 'shared/platform/log.ts'])

/** What imports itself in the end. */
const onCircles = (edges: readonly Import[]): string[] => {
  const needs = Map.groupBy(edges, ({ file }) => file)
  const reached = (from: string, seen: Set<string>): Set<string> => {
    for (const { of } of needs.get(from) ?? []) if (!seen.has(of)) reached(of, seen.add(of))
    return seen
  }
  return [...needs.keys()].filter(file => reached(file, new Set()).has(file))
}

const isStackOrConstruct = (file: string): boolean => /^infra\/(?!local)/.test(file)
const isCommand = (path: string): boolean => path.startsWith('cli/')
const isCommandsAws = (path: string): boolean => path.startsWith('cli/aws/')
const isAws = (of: string): boolean => of.startsWith('@aws-sdk/')
const speaksHttp = (path: string): boolean => /^shared\/(http|platform)\//.test(path)
const functionOf = (path: string): string | undefined => /^functions\/[^/]+\//.exec(path)?.[0]

const isPlainData = (path: string): boolean =>
  /^functions\/([^/]+\/)?(manifest|grants|log-alarms)\.ts$|^shared\/[^/]+\/(settings|late)\.ts$/.test(path)

/** What the operators' command may know of ours. */
const isKnownToCommand = (file: string, of: string): boolean =>
  !/^(shared|functions|stubs|infra|portal|client|scripts|test)\//.test(of) ||
  ['client/index.ts', 'portal/openid.ts', 'infra/environments.ts', 'infra/stage-settings.ts'].includes(of) ||
  (of.startsWith('shared/') && (!isAdapter(of) || isCommandsAws(file)))

/** What no import may do. */
const rules: Readonly<Record<string, (one: Import) => boolean>> = {
  'a capability imports what uses it': ({ file, of }) =>
    file.startsWith('shared/') && /^(functions|infra|portal|cli|test)\//.test(of),
  'the platform imports a capability': ({ file, of }) =>
    capabilityOf(file) === 'platform' && of.startsWith('shared/') && capabilityOf(of) !== 'platform',
  'a function imports another, which only the local environment that wires them may': ({ file, of }) =>
    functionOf(of) !== undefined && functionOf(file) !== functionOf(of) && !isLocal(file),
  'the system imports a stub, of which the stacks know the manifest': ({ file, of }) =>
    of.startsWith('stubs/') &&
    !file.startsWith('stubs/') &&
    !isLocal(file) &&
    !(file.startsWith('infra/') && of.endsWith('/manifest.ts')),
  'a stub imports a function': ({ file, of }) =>
    file.startsWith('stubs/') && of.startsWith('functions/') && of !== 'functions/manifest.ts',
  'a manifest imports more than types and plain data': ({ file, of }) =>
    isPlainData(file) && !isPlainData(of) && !typesOnly.has(of),
  'a stack imports more of a function than its manifest': ({ file, of }) =>
    isStackOrConstruct(file) && of.startsWith('functions/') && of !== 'functions/manifest.ts',
  'a stack imports the domain': ({ file, of }) => isStackOrConstruct(file) && of.startsWith('shared/'),
  'the local environment imports a rule of the domain': ({ file, of }) =>
    isLocal(file) && of.startsWith('shared/') && !isAdapter(of) && capabilityOf(of) !== 'platform',
  'the operators’ command imports more than rules, the API’s client, and adapters where it asks AWS': ({
    file,
    of,
  }) => isCommand(file) && !isKnownToCommand(file, of),
  'the operators’ command speaks to AWS outside its folder for that': ({ file, of }) =>
    isCommand(file) && isAws(of) && !isCommandsAws(file),
  'anything imports the operators’ command': ({ file, of }) => isCommand(of) && !isCommand(file),
  'a domain imports the SDK of AWS': ({ file, of }) =>
    file.startsWith('shared/') && isAws(of) && !isAdapter(file),
  'a function imports the SDK of AWS where it does not wire': ({ file, of }) =>
    file.startsWith('functions/') && isAws(of) && !/\/(index|wire|handler)\.ts$/.test(file),
  'a domain speaks HTTP': ({ file, of }) =>
    file.startsWith('shared/') &&
    !speaksHttp(file) &&
    !isAdapter(file) &&
    (of.startsWith('shared/http/') || of === '@middy/core' || of === 'node:http'),
  'a domain imports an adapter': ({ file, of }) =>
    file.startsWith('shared/') && isAdapter(of) && !isAdapter(file),
  'anything but index.ts imports the system’s clock and chance': ({ file, of }) =>
    of === 'shared/platform/adapters/system-runtime.ts' && !isIndex(file),
}

describe('the direction of imports', () => {
  it('is read from real files', () => {
    expect(imports.length).toBeGreaterThan(300)
    expect(imports).toContainEqual({ file: 'shared/consent/save.ts', of: 'shared/platform/canonical.ts' })
  })

  it.each(Object.entries(rules))('has no place where %s', (_, breaks) => {
    expect(imports.filter(breaks).map(({ file, of }) => `${file} imports ${of}`)).toEqual([])
  })

  it('has no circle, of capabilities or of files, in types either', () => {
    const capabilities = imports.flatMap(({ file, of }) => {
      const [from, to] = [capabilityOf(file), capabilityOf(of)]
      return from && to && from !== to ? [{ file: from, of: to }] : []
    })
    expect(onCircles(capabilities)).toEqual([])
    expect(onCircles(imports)).toEqual([])
  })

  it('keeps out of the functions what only the OpenAPI document says', () => {
    const isDocument = (file: string) => /\/(schemas|documentation)\.ts$/.test(file)
    const importsIt = /^import (?!type )[^']*'[^']*\/(schemas|documentation)\.ts'/m
    expect(sources.filter(isDocument).length).toBeGreaterThan(8)
    expect(sources.filter(file => !isDocument(file) && importsIt.test(textOf(file)))).toEqual([])
  })

  it('lets only index.ts ask the system for its clock, chance and environment', () => {
    const asks = /Date\.now\(\)|new Date\(\)|Temporal\.Now|Math\.random|process\.env/
    expect(sources.filter(file => asks.test(textOf(file)) && !isIndex(file)).sort()).toEqual([
      // One each for AWS, for this machine, and for the operators' command.
      'cli/main.ts',
      'infra/local/main.ts',
      'infra/local/start.ts',
      'shared/platform/adapters/system-runtime.ts',
    ])
  })
})
