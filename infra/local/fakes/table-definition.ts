/** A sparse global secondary index over two string attributes: items that lack either are not in it. */
export interface IndexDefinition {
  readonly partitionKey: string
  readonly sortKey: string
  /** All attributes, the keys alone, or the keys and these. */
  readonly projection: 'ALL' | 'KEYS_ONLY' | readonly string[]
}

/** A table whose keys are the string attributes `pk` and `sk`. */
export interface TableDefinition {
  readonly tableName: string
  /** What DynamoDB calls it, whatever its name. */
  readonly tableId?: string
  readonly partitionKey: 'pk'
  readonly sortKey: 'sk'
  readonly indexes: Readonly<Record<string, IndexDefinition>>
}
