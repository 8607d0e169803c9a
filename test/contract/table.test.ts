import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
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
      ['version = :v', { ':v': 3 }, true],
      ['version <> :v', { ':v': 3 }, false],
      ['absent = :v', { ':v': 3 }, false],
      ['absent <> :v', { ':v': 3 }, true],
      ['version < :v', { ':v': 10 }, true],
      ['version < :v', { ':v': '4' }, false],
      ['version BETWEEN :v AND :w', { ':v': 3, ':w': 4 }, true],
      ['version > :v OR version <= :w', { ':v': 3, ':w': 2 }, false],
      ['NOT version >= :v', { ':v': 4 }, true],
      ['NOT (version = :v OR detail.word = :w) AND version = :v', { ':v': 3, ':w': 'x' }, false],
      ['version = :w OR version = :v AND detail.word = :x', { ':v': 4, ':w': 3, ':x': 'x' }, true],
      ['begins_with(detail.word, :v)', { ':v': 'wo' }, true],
      ['begins_with(detail.word, :v)', { ':v': 'or' }, false],
      ['nothing = :v', { ':v': null }, true],
      ['attribute_exists(nothing)', {}, true],
      ['flag = :v', { ':v': false }, true],
    ])('judges %s with %j as %s', async (ConditionExpression, values, isMet) => {
      const item = { version: 3, detail: { word: 'word' }, nothing: null, flag: false }
      await put({ pk: 'judged', sk: 'a', ...item })
      const rest = Object.keys(values).length > 0 ? { ExpressionAttributeValues: values } : {}
      const write = put({ pk: 'judged', sk: 'a' }, { ConditionExpression, ...rest })
      if (isMet) await expect(write).resolves.toBeDefined()
      else await expect(write).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
    })

    it('puts names that words of the language take behind placeholders', async () => {
      await put({ pk: 'named', sk: 'a', status: { name: 'old' } })
      const names = { '#status': 'status', '#name': 'name' }
      await update(
        'named',
        'SET #status.#name = :new',
        { ':new': 'new', ':old': 'old' },
        {
          ConditionExpression: '#status.#name = :old',
          ExpressionAttributeNames: names,
        },
      )
      expect(await get('named')).toMatchObject({ status: { name: 'new' } })
    })

    it('gives what it replaced when asked', async () => {
      const all = { ReturnValues: 'ALL_OLD' }
      expect((await put({ pk: 'replaced', sk: 'a', n: 1 }, all)).Attributes).toBeUndefined()
      expect((await put({ pk: 'replaced', sk: 'a', n: 2 }, all)).Attributes).toEqual({
        pk: 'replaced',
        sk: 'a',
        n: 1,
      })
    })

    it('deletes on a condition, and takes the deletion of nothing', async () => {
      await put({ pk: 'gone', sk: 'a', n: 1 })
      const remove = (rest: object = {}) =>
        backend.client.send(new DeleteCommand({ TableName, Key: { pk: 'gone', sk: 'a' }, ...rest }))
      const onCondition = { ConditionExpression: 'n = :n', ExpressionAttributeValues: { ':n': 2 } }
      await expect(remove(onCondition)).rejects.toMatchObject({ name: 'ConditionalCheckFailedException' })
      expect((await remove({ ReturnValues: 'ALL_OLD' })).Attributes).toEqual({ pk: 'gone', sk: 'a', n: 1 })
      expect(await get('gone')).toBeUndefined()
      expect((await remove({ ReturnValues: 'ALL_OLD' })).Attributes).toBeUndefined()
    })
  })

  describe('updating', () => {
    it('makes the item where there was none', async () => {
      await update('made', 'SET n = :n', { ':n': 1 })
      expect(await get('made')).toEqual({ pk: 'made', sk: 'a', n: 1 })
    })

    it('sets, nests, counts, removes and adds in one expression, from the values before', async () => {
      await put({
        pk: 'mixed',
        sk: 'a',
        n: 1,
        former: 5,
        detail: { kept: 1, gone: 2 },
        marks: new Set(['x']),
      })
      const text =
        'SET n = n + :one, was = n, detail.fresh = :f REMOVE former, detail.gone ADD tally :one, marks :m'
      const values = { ':one': 1, ':f': ['f', null], ':m': new Set(['y', 'x']) }
      const { Attributes } = await update('mixed', text, values, { ReturnValues: 'ALL_NEW' })
      const expected = {
        pk: 'mixed',
        sk: 'a',
        n: 2,
        was: 1,
        detail: { kept: 1, fresh: ['f', null] },
        tally: 1,
      }
      expect(Attributes).toEqual({ ...expected, marks: new Set(['x', 'y']) })
      expect(await get('mixed')).toEqual(Attributes)
    })

    it('takes another value where an attribute is missing', async () => {
      const text = 'SET n = if_not_exists(n, :zero) + :one, m = n'
      await put({ pk: 'counted', sk: 'a', n: 7 })
      await update('counted', text, { ':zero': 0, ':one': 1 })
      expect(await get('counted')).toMatchObject({ n: 8, m: 7 })
      await update('uncounted', 'SET n = if_not_exists(n, :zero) - :one', { ':zero': 0, ':one': 1 })
      expect(await get('uncounted')).toMatchObject({ n: -1 })
    })

    it('counts in decimals, not in binary fractions', async () => {
      await put({ pk: 'decimal', sk: 'a', n: 0.1 })
      await update('decimal', 'SET n = n + :n ADD m :m', { ':n': 0.2, ':m': 8.15 })
      expect(await get('decimal')).toMatchObject({ n: 0.3, m: 8.15 })
    })

    it.each([
      ['SET gone.deep = :v', { ':v': 1 }],
      ['SET n = gone + :v', { ':v': 1 }],
      ['SET n = word + :v', { ':v': 1 }],
      ['ADD word :v', { ':v': 1 }],
      ['SET pk = :v', { ':v': 'other' }],
      ['SET n = :v, m = :w', { ':v': 1 }],
      ['SET n = :v', { ':v': 1, ':unused': 2 }],
      ['SET #n = :v', { ':v': 1 }],
      ['SET n :v', { ':v': 1 }],
      ['SET dueAt = :v', { ':v': 7 }],
      ['SET status = :v', { ':v': 'a reserved word' }],
    ])('refuses %s and leaves the item as it was', async (text, values) => {
      const item = { pk: 'steady', sk: 'a', word: 'word', n: 1 }
      await put(item)
      await expect(update('steady', text, values)).rejects.toMatchObject({ name: 'ValidationException' })
      expect(await get('steady')).toEqual(item)
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
      await put({ pk: 'values', sk: 'a', ...item, undefinedOne: undefined, bytes: new Uint8Array([0, 255]) })
      const found = await get('values')
      expect(found).toEqual({ pk: 'values', sk: 'a', ...item, bytes: new Uint8Array([0, 255]) })
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

    it.each([Number.NaN, 2 ** 60, new Set(), new Date(0)])('refuses %s', async value => {
      await expect(put({ pk: 'refused', sk: 'a', value })).rejects.toThrow()
      expect(await get('refused')).toBeUndefined()
    })
  })

  describe('keys', () => {
    it('tells of a missing item with nothing', async () => {
      expect(await get('missing')).toBeUndefined()
    })

    it.each([
      [{ pk: '', sk: 'a' }],
      [{ pk: 'a', sk: '' }],
      [{ pk: 'a' }],
      [{ pk: 'a', sk: 1 }],
      [{ pk: 'a', sk: 'a', n: 1 }],
    ])('refuses the key %j', async Key => {
      const read = backend.client.send(new GetCommand({ TableName, Key }))
      await expect(read).rejects.toMatchObject({ name: 'ValidationException' })
    })

    it.each([[{ pk: '', sk: 'a' }], [{ pk: 'a', sk: '' }], [{ pk: 'a' }], [{ pk: 1, sk: 'a' }]])(
      'refuses an item with the keys %j',
      async item => {
        await expect(put({ ...item, n: 1 })).rejects.toMatchObject({ name: 'ValidationException' })
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
      ['sk = :s', { ':s': 'b' }, ['b']],
      ['sk < :s', { ':s': 'a#2' }, ['a#1', 'a#10']],
      ['sk <= :s', { ':s': 'a#2' }, ['a#1', 'a#10', 'a#2']],
      ['sk > :s', { ':s': 'b' }, ['z', '\uffff', '😀']],
      ['sk >= :s', { ':s': 'c' }, ['z', '\uffff', '😀']],
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

    it('refuses to start outside the range that is asked for', async () => {
      const asked = ['pk = :p AND sk < :s', { ':p': 'row', ':s': 'b' }] as const
      const outside = query(...asked, { ExclusiveStartKey: { pk: 'row', sk: 'z' } })
      await expect(outside).rejects.toMatchObject({ name: 'ValidationException' })
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
      await put({ pk: 'parts', sk: 'a', n: 1, detail: { word: 'word', name: 'name', more: 2 } })
      const ProjectionExpression = 'sk, detail.word, detail.#name, absent'
      const names = { '#name': 'name' }
      const asked = { ProjectionExpression, ExpressionAttributeNames: names }
      const part = { sk: 'a', detail: { word: 'word', name: 'name' } }
      expect((await query('pk = :p', { ':p': 'parts' }, asked)).Items).toEqual([part])
      const one = new GetCommand({ TableName, Key: { pk: 'parts', sk: 'a' }, ...asked })
      expect((await backend.client.send(one)).Item).toEqual(part)
    })

    it.each([
      ['sk = :p', {}],
      ['pk > :p', {}],
      ['pk = :p AND n = :n', { ':n': 1 }],
      ['pk = :p AND sk <> :n', { ':n': 'a' }],
      ['pk = :p AND sk = :n', { ':n': 1 }],
      ['pk = :p AND', {}],
    ])('refuses %s', async (condition, values) => {
      await expect(query(condition, { ':p': 'row', ...values })).rejects.toMatchObject({
        name: 'ValidationException',
      })
    })

    it.each([{ pk: 'row' }, { pk: 'row', sk: 'b', n: 1 }, { pk: 'row2', sk: 'a#1' }])(
      'refuses to start from %j',
      async ExclusiveStartKey => {
        await expect(query('pk = :p', { ':p': 'row' }, { ExclusiveStartKey })).rejects.toMatchObject({
          name: 'ValidationException',
        })
      },
    )
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
      await backend.client.send(new DeleteCommand({ TableName, Key: { pk: 'sparse', sk: 'a' } }))
      expect(await found('bob')).toEqual([])
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
      await expect(found('ann', 'byNothing')).rejects.toMatchObject({ name: 'ValidationException' })
      await expect(put({ pk: 'wrong', sk: 'a', owner: 7, dueAt: '1' })).rejects.toMatchObject({
        name: 'ValidationException',
      })
      expect(await get('wrong')).toBeUndefined()
    })
  })

  describe('a batch', () => {
    const batchGet = (Keys: Item[]) =>
      backend.client.send(new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }))
    const batchPut = (items: Item[]) =>
      backend.client.send(
        new BatchWriteCommand({
          RequestItems: { [TableName]: items.map(Item => ({ PutRequest: { Item } })) },
        }),
      )
    const many = (count: number): { pk: string; sk: string }[] =>
      Array.from({ length: count }, (_, n) => ({ pk: 'batch', sk: `${n}`.padStart(3, '0') }))

    it('writes up to 25 items, and gives those that exist of up to 100', async () => {
      const written = await batchPut(many(25).map(keys => ({ ...keys, n: 1 })))
      expect(written.UnprocessedItems).toEqual({})
      const { Responses, UnprocessedKeys } = await batchGet(many(100))
      expect(Responses?.[TableName]).toHaveLength(25)
      expect(UnprocessedKeys).toEqual({})
    })

    it('puts and deletes at once', async () => {
      await put({ pk: 'both', sk: 'old' })
      await backend.client.send(
        new BatchWriteCommand({
          RequestItems: {
            [TableName]: [
              { DeleteRequest: { Key: { pk: 'both', sk: 'old' } } },
              { PutRequest: { Item: { pk: 'both', sk: 'new' } } },
            ],
          },
        }),
      )
      expect(await sortKeys('pk = :p', { ':p': 'both' })).toEqual(['new'])
    })

    it('refuses too many, none and the same twice', async () => {
      const refusal = { name: 'ValidationException' }
      await expect(batchPut(many(26))).rejects.toMatchObject(refusal)
      await expect(batchPut([])).rejects.toMatchObject(refusal)
      await expect(batchPut([...many(1), ...many(1)])).rejects.toMatchObject(refusal)
      await expect(batchGet(many(101))).rejects.toMatchObject(refusal)
      await expect(batchGet([...many(1), ...many(1)])).rejects.toMatchObject(refusal)
    })
  })
})
