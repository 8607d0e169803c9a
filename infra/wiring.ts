/** What the stacks (AWS) and the local environment (`npm start`) both make around the functions. */

/** The one table: a school's partition holds the school, its figures and the log of each school year. */
export const table = {
  partitionKey: 'pk',
  sortKey: 'sk',
  /** When DynamoDB removes an item, in seconds since 1970 (docs/retention.md). */
  timeToLive: 'keptUntil',
  indexes: {
    /** Sparse: the events with an effect still open, and the announcements to boards, by the moment to look at them again. */
    'open-events': { partitionKey: 'open', sortKey: 'openAt', projection: 'KEYS_ONLY' },
    /** Sparse: of a school year the newest event of each log, and which schools have results, by board and school. */
    'newest-by-year': {
      partitionKey: 'schoolYear',
      sortKey: 'listed',
      projection: [
        'schemaVersion',
        'phase',
        'type',
        'at',
        'by',
        'request',
        'traceId',
        'presentBoardId',
        'state',
      ],
    },
    /** Sparse: all schools by name, in parts that are read side by side. */
    'schools-by-name': { partitionKey: 'part', sortKey: 'byName', projection: 'ALL' },
    /** Sparse: the schools of a board. */
    'schools-by-board': { partitionKey: 'boardId', sortKey: 'pk', projection: 'ALL' },
  },
} as const

/** When the table is backed up each day, in UTC: after midnight in Europe/Amsterdam, before deliveries begin. */
export const backUpAt = '01:00'
