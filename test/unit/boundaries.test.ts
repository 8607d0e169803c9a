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

const imports: readonly Import[] = sources.flatMap(file =>
  [
    ...readFileSync(join(root, file), 'utf8').matchAll(
      /^(?:import (?:[^']*? from )?|export [^'=]*? from )'([^'\n]+)'/gm,
    ),
  ].map(([, of = '']) => ({ file, of: of.startsWith('.') ? normalize(join(dirname(file), of)) : of })),
)

const capabilityOf = (path: string): string | undefined => /^shared\/([^/]+)\//.exec(path)?.[1]
const isAdapter = (path: string): boolean => /^shared\/[^/]+\/adapters\//.test(path)
const isLocal = (path: string): boolean => path.startsWith('infra/local/')

/** What the type of a manifest is made of. */
const typesOnly = new Set(['shared/platform/adapters/clients.ts', 'shared/platform/log.ts'])

const breaking = (rule: (one: Import) => boolean): string[] =>
  imports.filter(rule).map(({ file, of }) => `${file} imports ${of}`)

/** What imports itself in the end. */
const onCircles = (edges: readonly Import[]): string[] => {
  const needs = Map.groupBy(edges, ({ file }) => file)
  const reached = (from: string, seen: Set<string>): Set<string> => {
    for (const { of } of needs.get(from) ?? []) if (!seen.has(of)) reached(of, seen.add(of))
    return seen
  }
  return [...needs.keys()].filter(file => reached(file, new Set()).has(file))
}

describe('the direction of imports', () => {
  it('is read from real files', () => {
    expect(imports.length).toBeGreaterThan(300)
    expect(imports).toContainEqual({ file: 'shared/consent/save.ts', of: 'shared/platform/canonical.ts' })
  })

  it('goes from functions to capabilities to the platform, never back', () => {
    expect(
      breaking(
        ({ file, of }) => file.startsWith('shared/') && /^(functions|infra|portal|cli|test)\//.test(of),
      ),
    ).toEqual([])
    expect(
      breaking(
        ({ file, of }) =>
          capabilityOf(file) === 'platform' && of.startsWith('shared/') && capabilityOf(of) !== 'platform',
      ),
    ).toEqual([])
  })

  it('has no circle, of capabilities or of files, in types either', () => {
    const capabilities = imports.flatMap(({ file, of }) => {
      const [from, to] = [capabilityOf(file), capabilityOf(of)]
      return from && to && from !== to ? [{ file: from, of: to }] : []
    })
    expect(onCircles(capabilities)).toEqual([])
    expect(onCircles(imports)).toEqual([])
  })

  it('keeps a function to itself: nothing imports one but the local environment that wires them', () => {
    expect(
      breaking(({ file, of }) => {
        const [owner, other] = [file, of].map(path => /^functions\/[^/]+\//.exec(path)?.[0])
        return other !== undefined && owner !== other && !isLocal(file)
      }),
    ).toEqual([])
  })

  it('keeps the stubs out of the system: they are known to the local environment, and by their manifests to the stacks', () => {
    expect(
      breaking(
        ({ file, of }) =>
          of.startsWith('stubs/') &&
          !file.startsWith('stubs/') &&
          !isLocal(file) &&
          !(/^infra\//.test(file) && /\/manifest\.ts$/.test(of)),
      ),
    ).toEqual([])
    expect(
      breaking(
        ({ file, of }) =>
          file.startsWith('stubs/') && of.startsWith('functions/') && of !== 'functions/manifest.ts',
      ),
    ).toEqual([])
  })

  it('keeps a manifest to types and plain data, and infra to the manifests', () => {
    const isPlainData = (path: string): boolean =>
      /^functions\/([^/]+\/)?(manifest|grants|log-alarms)\.ts$|^shared\/[^/]+\/(settings|late)\.ts$/.test(
        path,
      )
    expect(breaking(({ file, of }) => isPlainData(file) && !isPlainData(of) && !typesOnly.has(of))).toEqual(
      [],
    )
    expect(
      breaking(
        ({ file, of }) =>
          /^infra\/(?!local)/.test(file) && of.startsWith('functions/') && of !== 'functions/manifest.ts',
      ),
    ).toEqual([])
  })

  it('keeps the stacks free of the domain, and the local environment of its rules', () => {
    expect(breaking(({ file, of }) => /^infra\/(?!local)/.test(file) && of.startsWith('shared/'))).toEqual([])
    expect(
      breaking(
        ({ file, of }) =>
          isLocal(file) && of.startsWith('shared/') && !isAdapter(of) && capabilityOf(of) !== 'platform',
      ),
    ).toEqual([])
  })

  it('keeps out of the functions what only the OpenAPI document says', () => {
    const isDocument = (file: string) => /\/(schemas|documentation)\.ts$/.test(file)
    const importsIt = /^import (?!type )[^']*'[^']*\/(schemas|documentation)\.ts'/m
    expect(sources.filter(isDocument).length).toBeGreaterThan(8)
    expect(
      sources.filter(file => !isDocument(file) && importsIt.test(readFileSync(join(root, file), 'utf8'))),
    ).toEqual([])
  })

  it('lets the operators’ command know rules, the API by its client, and adapters where it asks AWS', () => {
    const isCommand = (path: string) => path.startsWith('cli/')
    const isAws = (path: string) => path.startsWith('cli/aws/')
    const isOurs = (of: string) => /^(shared|functions|stubs|infra|portal|client|scripts|test)\//.test(of)
    const isRule = (of: string) => of.startsWith('shared/') && !isAdapter(of)
    const known = ['client/index.ts', 'portal/openid.ts', 'infra/environments.ts', 'infra/stage-settings.ts']
    const mayImport = (file: string, of: string) =>
      isRule(of) || known.includes(of) || (isAws(file) && isAdapter(of))
    expect(breaking(({ file, of }) => isCommand(file) && isOurs(of) && !mayImport(file, of))).toEqual([])
    expect(breaking(({ file, of }) => isCommand(file) && of.startsWith('@aws-sdk/') && !isAws(file))).toEqual(
      [],
    )
    expect(breaking(({ file, of }) => isCommand(of) && !isCommand(file))).toEqual([])
  })

  it('keeps AWS in the adapters', () => {
    const isAws = (of: string) => of.startsWith('@aws-sdk/')
    expect(breaking(({ file, of }) => file.startsWith('shared/') && isAws(of) && !isAdapter(file))).toEqual(
      [],
    )
    expect(
      breaking(
        ({ file, of }) =>
          file.startsWith('functions/') && isAws(of) && !/\/(index|wire|handler)\.ts$/.test(file),
      ),
    ).toEqual([])
  })

  it('keeps HTTP out of the domain', () => {
    const speaksHttp = (path: string) =>
      path.startsWith('shared/http/') || path.startsWith('shared/platform/')
    expect(
      breaking(
        ({ file, of }) =>
          file.startsWith('shared/') &&
          !speaksHttp(file) &&
          !isAdapter(file) &&
          (of.startsWith('shared/http/') || of === '@middy/core' || of === 'node:http'),
      ),
    ).toEqual([])
  })

  it('keeps adapters behind ports: a domain does not import one', () => {
    expect(
      breaking(({ file, of }) => file.startsWith('shared/') && isAdapter(of) && !isAdapter(file)),
    ).toEqual([])
  })

  it('lets only index.ts ask the system for its clock, chance and environment', () => {
    expect(
      breaking(
        ({ file, of }) =>
          of === 'shared/platform/adapters/system-runtime.ts' &&
          !/^(functions|stubs)\/[^/]+\/index\.ts$/.test(file),
      ),
    ).toEqual([])
    const asks = sources.filter(
      file =>
        /Date\.now\(\)|new Date\(\)|Temporal\.Now|Math\.random|process\.env/.test(
          readFileSync(join(root, file), 'utf8'),
        ) && !/^(functions|stubs)\/[^/]+\/index\.ts$/.test(file),
    )
    expect(asks.sort()).toEqual([
      // One each for AWS, for this machine, and for the operators' command.
      'cli/main.ts',
      'infra/local/main.ts',
      'infra/local/start.ts',
      'shared/platform/adapters/system-runtime.ts',
    ])
  })
})
