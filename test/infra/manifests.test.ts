import { existsSync, readdirSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { environmentOf } from '../../infra/function-environment.ts'
import { functionCode } from '../../infra/local/functions.ts'
import { manifests } from '../../infra/manifests.ts'
import { table } from '../../infra/wiring.ts'
import { settings } from '../simulation/environment/functions.ts'

const functions = new URL('../../functions/', import.meta.url)
const folders = readdirSync(functions, { withFileTypes: true })
  .filter(entry => entry.isDirectory())
  .map(({ name }) => name)
const told = Object.entries(manifests)

describe('a folder of a function', () => {
  it('is one for each manifest, and one of each file by which it is told, made and deployed', () => {
    expect(Object.keys(manifests).sort()).toEqual([...folders].sort())
    for (const folder of folders)
      for (const file of ['manifest.ts', 'handler.ts', 'wire.ts', 'index.ts', 'README.md'])
        expect(existsSync(new URL(`${folder}/${file}`, functions)), `${folder}/${file}`).toBe(true)
  })

  it.each(folders)('%s exports what makes the function, from what stands behind its ports', name => {
    expect(functionCode[name]).toEqual({ make: expect.any(Function), wire: expect.any(Function) })
  })
})

describe.each(told)('the manifest of %s', (_, manifest) => {
  it('has settings that somebody provides', () => {
    expect(() =>
      environmentOf(manifest.settings, { ...settings, PAGE_BUCKET: 'page' }, ({ path }) => path),
    ).not.toThrow()
  })

  it('grants queries of indexes that the table has, and names files that are there', () => {
    for (const index of manifest.grants.indexes ?? []) expect(Object.keys(table.indexes)).toContain(index)
    for (const file of manifest.files ?? [])
      expect(existsSync(new URL(`../${file}`, functions)), file).toBe(true)
  })
})

describe('a setting', () => {
  const placeOf = () => ''

  it('that nobody provides is named', () => {
    const unknown = { TABLE_NAME: 'required', TELEPHONE: 'required' } as const
    expect(() => environmentOf(unknown, settings, placeOf)).toThrow('TELEPHONE')
    expect(() => environmentOf({ FAX: 'optional' }, settings, placeOf)).toThrow('FAX')
    expect(() => environmentOf({ TABLE_NAME: 'required' }, { TABLE_NAME: undefined }, placeOf)).toThrow(
      'TABLE_NAME',
    )
  })

  it('is what its manifest tells, where that tells a value or a path', () => {
    const constants = { DAYS: { value: '14' }, FONTS: { path: 'node_modules/fonts', deployed: '.' } } as const
    const [here, deployed] = [
      environmentOf(constants, {}, ({ path }) => `/project/${path}`),
      environmentOf(constants, {}, file => file.deployed),
    ]
    expect(here).toEqual({ DAYS: '14', FONTS: '/project/node_modules/fonts' })
    expect(deployed).toEqual({ DAYS: '14', FONTS: '.' })
  })

  it('that is optional is left out where there is none', () => {
    expect(environmentOf({ ORIGIN_SECRETS: 'optional' }, { ORIGIN_SECRETS: undefined }, placeOf)).toEqual({})
  })
})
