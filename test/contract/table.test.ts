import {
  BatchGetCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type TableBackend, tableBackends } from './support/table-backends.ts'

const TableName = 'things'
const definition = {
  tableName: TableName,
  partitionKey: 'pk',
  sortKey: 'sk',
  indexes: {
    byOwner: { partitionKey: 'owner', sortKey: 'dueAt', projection: 'ALL' },
    byOwnerKeys: { partitionKey: 'owner', sortKey: 'dueAt', projection: 'KEYS_ONLY' },
    byOwnerLabel: { partitionKey: 'owner', sortKey: 'dueAt', projection: ['label'] },
  },
} as const

type Item = Record<string, unknown>

describe.each(tableBackends)('a table on $name', ({ start }) => {
  let backend: TableBackend
  beforeAll(async () => {
    backend = await start(definition)
  })
  afterAll(() => backend.stop())

  const put = (Item: Item, rest: object = {}) =>
    backend.client.send(new PutCommand({ TableName, Item, ...rest }))
  const get = async (pk: string, sk = 'a') =>
    (await backend.client.send(new GetCommand({ TableName, Key: { pk, sk } }))).Item
  const update = (pk: string, UpdateExpression: string, values: Item | undefined, rest: object = {}) =>
    backend.client.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk: 'a' },
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
        ...rest,
      }),
    )
  const query = (KeyConditionExpression: string, values: Item, rest: Partial<QueryCommandInput> = {}) =>
    backend.client.send(
      new QueryCommand({ TableName, KeyConditionExpression, ExpressionAttributeValues: values, ...rest }),
    )
  const pagesOf = async (...[condition, values, rest]: Parameters<typeof query>) => {
    const pages = [await query(condition, values, rest)]
    for (let key = pages[0]?.LastEvaluatedKey; key !== undefined; key = pages.at(-1)?.LastEvaluatedKey) {
      pages.push(await query(condition, values, { ...rest, ExclusiveStartKey: key }))
    }
    return pages
  }
  const sortKeys = async (...asked: Parameters<typeof query>) =>
    (await query(...asked)).Items?.map(item => item.sk)

  describe('writing on a condition', () => {
    it('lets one of thirty racing puts of one number win', async () => {
      const puts = Array.from({ length: 30 }, (_, writer) =>
        put({ pk: 'race', sk: 'a', writer }, { ConditionExpression: 'attribute_not_exists(pk)' }),
      )
      const outcomes = await Promise.allSettled(puts)
      const winners = outcomes.flatMap(({ status }, writer) => (status === 'fulfilled' ? [writer] : []))
      expect(winners).toHaveLength(1)
      expect(await get('race')).toEqual({ pk: 'race', sk: 'a', writer: winners[0] })
    })

    it('says by name that a condition failed, with status 400', async () => {
      await put({ pk: 'taken', sk: 'a' })
      const again = put({ pk: 'taken', sk: 'a' }, { ConditionExpression: 'attribute_not_exists(pk)' })
      await expect(again).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
        $metadata: { httpStatusCode: 400 },
      })
    })

    it.each([
      ['attribute_exists(version)', {}, true],
      ['attribute_exists(absent)', {}, false],
      ['attribute_exists(nothing)', {}, true],
      ['version = :v', { ':v': 3 }, true],
      ['version <> :v', { ':v': 3 }, false],
      ['absent = :v', { ':v': 3 }, false],
      ['absent <> :v', { ':v': 3 }, true],
      ['version >= :v', { ':v': '3' }, false],
      ['absent <= :v', { ':v': 3 }, false],
      ['version >= :v OR version <= :w', { ':v': 4, ':w': 2 }, false],
      ['version = :v AND (attribute_not_exists(absent) OR detail.word = :w)', { ':v': 3, ':w': 'x' }, true],
      ['version = :w OR version = :v AND detail.word = :x', { ':v': 4, ':w': 3, ':x': 'x' }, true],
    ])('judges %s with %j as %s', async (ConditionExpression, values, isMet) => {
      const item = { version: 3, detail: { word: 'word' }, nothing: null }
      await put({ pk: 'judged', sk: 'a', ...item })
      const rest = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}
      const write = put({ pk: 'judged', sk: 'a' }, { ConditionExpression, ...rest })
      if (isMet) await expect(write).resolves.toBeDefined()
      else await expect(write).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
    })

    it('gives what it replaced when asked', async () => {
      const all = { ReturnValues: 'ALL_OLD' }
      const item = { pk: 'replaced', sk: 'a', n: 1 }
      expect((await put(item, all)).Attributes).toBeUndefined()
      expect((await put({ ...item, n: 2 }, all)).Attributes).toEqual(item)
    })
  })

  describe('updating', () => {
    it('makes the item where there was none', async () => {
      await update('made', 'SET n = :n', { ':n': 1 })
      expect(await get('made')).toEqual({ pk: 'made', sk: 'a', n: 1 })
    })

    it('sets, keeps, removes and adds in one expression', async () => {
      const item = { pk: 'mixed', sk: 'a', n: 1, former: 5, status: 'x', marks: new Set(['x']) }
      await put(item)
      const text =
        'SET n = if_not_exists(n, :two), m = if_not_exists(m, :two) REMOVE former, #status ADD tally :two, marks :m'
      const values = { ':two': 2, ':m': new Set(['y', 'x']) }
      const rest = { ReturnValues: 'ALL_NEW', ExpressionAttributeNames: { '#status': 'status' } }
      const { Attributes } = await update('mixed', text, values, rest)
      const expected = { pk: 'mixed', sk: 'a', n: 1, m: 2, tally: 2, marks: new Set(['x', 'y']) }
      expect(Attributes).toEqual(expected)
      expect(await get('mixed')).toEqual(expected)
      await update('mixed', 'ADD tally :one', { ':one': 1 })
      expect(await get('mixed')).toMatchObject({ tally: 3 })
    })

    it('does nothing where the condition fails', async () => {
      const rest = { ConditionExpression: 'attribute_exists(pk)' }
      await expect(update('nowhere', 'SET n = :n', { ':n': 1 }, rest)).rejects.toMatchObject({
        name: 'ConditionalCheckFailedException',
      })
      expect(await get('nowhere')).toBeUndefined()
    })
  })

  describe('values', () => {
    it('come back as they went in, without what is undefined', async () => {
      const item = {
        text: 'ëâ€𝒳\n',
        empty: '',
        numbers: [0, -1, 7.3, 1e-7, 0.1, Number.MAX_SAFE_INTEGER, 2 ** 31],
        deep: { list: [{ a: true }, null, []], none: {} },
        words: new Set(['a', 'b']),
      }
      await put({ pk: 'values', sk: 'a', ...item, undefinedOne: undefined })
      const found = await get('values')
      expect(found).toEqual({ pk: 'values', sk: 'a', ...item })
      expect(found && 'undefinedOne' in found).toBe(false)
    })

    it('do not follow an object that is changed after it was written, nor one that was read', async () => {
      const item = { pk: 'own', sk: 'a', list: [1], detail: { n: 1 }, words: new Set(['a']) }
      await put(item)
      item.list.push(2)
      item.words.add('b')
      const more = { n: 1 }
      await update('own', 'SET more = :more', { ':more': more })
      more.n = 2
      const found = await get('own')
      ;(found?.detail as Item).n = 2
      expect(await get('own')).toEqual({
        pk: 'own',
        sk: 'a',
        list: [1],
        detail: { n: 1 },
        more: { n: 1 },
        words: new Set(['a']),
      })
    })
  })

  describe('keys', () => {
    it('tells of a missing item with nothing', async () => {
      expect(await get('missing')).toBeUndefined()
    })

    it.each([[{ pk: '', sk: 'a' }], [{ pk: 'a' }], [{ pk: 'a', sk: 'a', n: 1 }]])(
      'refuses the key %j',
      async Key => {
        await expect(backend.client.send(new GetCommand({ TableName, Key }))).rejects.toThrow()
      },
    )

    it('refuses a table it does not have', async () => {
      const read = backend.client.send(new GetCommand({ TableName: 'other', Key: { pk: 'a', sk: 'a' } }))
      await expect(read).rejects.toMatchObject({ name: 'ResourceNotFoundException' })
    })
  })

  describe('a query', () => {
    const all = ['a#1', 'a#10', 'a#2', 'b', 'z', '\uffff', '😀']
    beforeAll(async () => {
      for (const sk of [...all].reverse()) await put({ pk: 'row', sk, n: sk.length })
      await put({ pk: 'row2', sk: 'a#1' })
    })

    it('gives one partition in the order of the bytes of its sort keys', async () => {
      expect(await sortKeys('pk = :p', { ':p': 'row' })).toEqual(all)
      expect(await sortKeys('pk = :p', { ':p': 'row' }, { ScanIndexForward: false })).toEqual(
        [...all].reverse(),
      )
      expect(await sortKeys('pk = :p', { ':p': 'none' })).toEqual([])
    })

    it.each([
      ['sk <= :s', { ':s': 'a#2' }, ['a#1', 'a#10', 'a#2']],
      ['sk > :s', { ':s': 'b' }, ['z', '\uffff', '😀']],
      ['sk BETWEEN :s AND :t', { ':s': 'a#10', ':t': 'b' }, ['a#10', 'a#2', 'b']],
      ['begins_with(sk, :s)', { ':s': 'a#' }, ['a#1', 'a#10', 'a#2']],
      ['begins_with(sk, :s)', { ':s': 'a#1' }, ['a#1', 'a#10']],
      ['begins_with(sk, :s)', { ':s': 'c' }, []],
    ])('finds %s with %j', async (condition, values, expected) => {
      const asked = [`pk = :p AND ${condition}`, { ':p': 'row', ...values }] as const
      expect(await sortKeys(...asked)).toEqual(expected)
      expect(await sortKeys(...asked, { ScanIndexForward: false })).toEqual([...expected].reverse())
    })

    it.each([true, false])('pages through everything once (forward: %s)', async ScanIndexForward => {
      const pages = await pagesOf('pk = :p', { ':p': 'row' }, { Limit: 3, ScanIndexForward })
      const seen = pages.flatMap(page => page.Items ?? []).map(item => item.sk)
      expect(seen).toEqual(ScanIndexForward ? all : [...all].reverse())
      expect(pages).toHaveLength(3)
    })

    it('has a key to go on from when the limit falls on the last item', async () => {
      const page = await query('pk = :p', { ':p': 'row' }, { Limit: all.length })
      expect(page.LastEvaluatedKey).toEqual({ pk: 'row', sk: '😀' })
      const next = await query(
        'pk = :p',
        { ':p': 'row' },
        { Limit: 1, ExclusiveStartKey: page.LastEvaluatedKey! },
      )
      expect(next).toMatchObject({ Items: [], Count: 0 })
      expect(next.LastEvaluatedKey).toBeUndefined()
    })

    it('has one item for a key, however often it was put', async () => {
      for (const n of [1, 2, 3]) await put({ pk: 'again', sk: 'a', n })
      expect((await query('pk = :p', { ':p': 'again' })).Items).toEqual([{ pk: 'again', sk: 'a', n: 3 }])
    })

    it('goes on from a key that is no longer there', async () => {
      const asked = { Limit: 1, ExclusiveStartKey: { pk: 'row', sk: 'a#15' } }
      expect(await sortKeys('pk = :p', { ':p': 'row' }, asked)).toEqual(['a#2'])
    })

    it('counts towards the limit what the filter leaves out', async () => {
      const page = await query(
        'pk = :p',
        { ':p': 'row', ':n': 1 },
        { Limit: 4, FilterExpression: '#n = :n', ExpressionAttributeNames: { '#n': 'n' } },
      )
      expect(page.Items?.map(item => item.sk)).toEqual(['b'])
      expect(page).toMatchObject({ Count: 1, ScannedCount: 4, LastEvaluatedKey: { pk: 'row', sk: 'b' } })
    })

    it('shows of its items what it asks for', async () => {
      await put({ pk: 'parts', sk: 'a', n: 1, detail: { word: 'word' } })
      const asked = { ProjectionExpression: 'sk, detail, absent' }
      const part = { sk: 'a', detail: { word: 'word' } }
      expect((await query('pk = :p', { ':p': 'parts' }, asked)).Items).toEqual([part])
    })

    it.each([
      ['sk = :p', {}],
      ['pk > :p', {}],
      ['pk = :p AND n <= :n', { ':n': 1 }],
      ['pk = :p AND', {}],
    ])('refuses %s', async (condition, values) => {
      await expect(query(condition, { ':p': 'row', ...values })).rejects.toThrow()
    })
  })

  describe('a sparse index', () => {
    const ofOwner = (owner: string, rest: Partial<QueryCommandInput> = {}) =>
      query('#owner = :o', { ':o': owner }, { ExpressionAttributeNames: { '#owner': 'owner' }, ...rest })
    const found = async (owner: string, IndexName = 'byOwner') =>
      (await ofOwner(owner, { IndexName })).Items ?? []

    it('has an item only while it has both attributes, where they are now', async () => {
      await put({ pk: 'sparse', sk: 'a', owner: 'ann' })
      expect(await found('ann')).toEqual([])
      await update('sparse', 'SET dueAt = :d', { ':d': '2' })
      expect(await found('ann')).toEqual([{ pk: 'sparse', sk: 'a', owner: 'ann', dueAt: '2' }])
      await update(
        'sparse',
        'SET #owner = :o',
        { ':o': 'bob' },
        { ExpressionAttributeNames: { '#owner': 'owner' } },
      )
      expect(await found('ann')).toEqual([])
      expect(await found('bob')).toHaveLength(1)
      await update('sparse', 'REMOVE dueAt', undefined)
      expect(await found('bob')).toEqual([])
      await put({ pk: 'sparse', sk: 'a', owner: 'bob', dueAt: '3', label: 'x' })
      expect(await found('bob')).toMatchObject([{ dueAt: '3', label: 'x' }])
    })

    it('shows no more than its projection', async () => {
      const keys = { pk: 'shown', sk: 'a', owner: 'cas', dueAt: '1' }
      await put({ ...keys, label: 'label', other: 1 })
      expect(await found('cas')).toEqual([{ ...keys, label: 'label', other: 1 }])
      expect(await found('cas', 'byOwnerKeys')).toEqual([keys])
      expect(await found('cas', 'byOwnerLabel')).toEqual([{ ...keys, label: 'label' }])
    })

    it.each([true, false])('pages through items with one sort key (forward: %s)', async ScanIndexForward => {
      const items = Array.from({ length: 7 }, (_, n) => ({ pk: `n${n}`, sk: 'a', dueAt: n < 5 ? '1' : '2' }))
      for (const item of items) await put({ ...item, owner: 'dee' })
      const names = { '#owner': 'owner' }
      const asked = { IndexName: 'byOwner', Limit: 2, ScanIndexForward, ExpressionAttributeNames: names }
      const pages = await pagesOf('#owner = :o', { ':o': 'dee' }, asked)
      const seen = pages.flatMap(page => page.Items ?? [])
      const inOrder = items.map(item => item.dueAt)
      expect(seen.map(item => item.dueAt)).toEqual(ScanIndexForward ? inOrder : inOrder.reverse())
      expect(seen.map(item => item.pk).sort()).toEqual(items.map(item => item.pk))
      expect(Object.keys(pages[0]?.LastEvaluatedKey ?? {}).sort()).toEqual(['dueAt', 'owner', 'pk', 'sk'])
    })

    it('finds a range of its sort keys', async () => {
      for (const dueAt of ['1', '2', '3']) await put({ pk: `due${dueAt}`, sk: 'a', owner: 'eve', dueAt })
      const page = await query(
        '#owner = :o AND dueAt <= :d',
        { ':o': 'eve', ':d': '2' },
        { IndexName: 'byOwnerKeys', ExpressionAttributeNames: { '#owner': 'owner' } },
      )
      expect(page.Items?.map(item => item.pk)).toEqual(['due1', 'due2'])
    })

    it('refuses an index it does not have, and a key that is no text', async () => {
      await expect(found('ann', 'byNothing')).rejects.toThrow()
      await expect(put({ pk: 'wrong', sk: 'a', owner: 7, dueAt: '1' })).rejects.toThrow()
      expect(await get('wrong')).toBeUndefined()
    })
  })

  describe('a batch', () => {
    const batchGet = (Keys: Item[]) =>
      backend.client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }))
    const many = (count: number): { pk: string; sk: string }[] =>
      Array.from({ length: count }, (_, n) => ({ pk: 'batch', sk: `${n}`.padStart(3, '0') }))

    it('gives those that exist of up to 100 items', async () => {
      for (const keys of many(3)) await put({ ...keys, n: 1 })
      const { Responses, UnprocessedKeys } = await batchGet(many(100))
      expect(Responses?.[TableName]).toHaveLength(3)
      expect(UnprocessedKeys).toEqual({})
    })

    it('refuses too many, and the same twice', async () => {
      await expect(batchGet(many(101))).rejects.toThrow()
      await expect(batchGet([...many(1), ...many(1)])).rejects.toThrow()
    })
  })
})
