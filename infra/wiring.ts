/**
 * What is connected to what: read by the stacks (AWS) and by the local environment (`npm start`), so that both run
 * the same functions behind the same paths, filters and limits.
 */

const school = '/v1/schools/{schoolId}'
const monitoring = `${school}/monitorings/{schoolYear}`

/** Every path of the API, under the function that answers it. A function answers all methods of its paths, 405 included. */
export const httpPaths = {
  'consent-api': [
    `${school}/monitorings`,
    monitoring,
    `${monitoring}/results/{questionnaire}`,
    `${monitoring}/consent`,
    `${monitoring}/events`,
    `${monitoring}/delivery`,
    `${monitoring}/delivery/payload`,
  ],
  'report-api': [`${monitoring}/reports/{level}`],
  'board-api': ['/v1/schools', '/v1/boards/{boardId}/monitorings', '/v1/boards/{boardId}/administrators'],
  'operator-api': [
    '/v1/openapi.json',
    '/v1/school-years',
    '/v1/school-years/{schoolYear}',
    '/v1/imports',
    '/v1/imports/{importId}',
    '/v1/deliveries',
    '/v1/deliveries/{deliveryId}/attempts',
    '/v1/health',
  ],
} as const satisfies Record<string, readonly string[]>

export type HttpFunction = keyof typeof httpPaths

/** Answers what no path matches (`$default`), so that a miss of the gateway reads like every other refusal. */
export const unmatchedPathsGoTo: HttpFunction = 'operator-api'

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
    /** Sparse: the schools of a board. */
    /** Sparse: all schools by name, in parts that are read side by side. */
    'schools-by-name': { partitionKey: 'part', sortKey: 'byName', projection: 'ALL' },
    'schools-by-board': { partitionKey: 'boardId', sortKey: 'pk', projection: 'ALL' },
  },
} as const

/** New events and announcements to boards wake `process-events`; their effect records (MODIFY) and all else do not. */
export const eventsMapping = {
  batchSize: 10,
  maximumRetries: 5,
  maximumRecordAgeSeconds: 3600,
  filter: {
    eventName: ['INSERT'],
    dynamodb: {
      Keys: { sk: { S: [{ prefix: 'LOG#' }, { prefix: 'ADMINISTRATORS#' }, { prefix: 'REMINDER#' }] } },
    },
  },
} as const

/** The queue the schedules feed. One message is one delivery, so that a slow one holds up no other. */
export const deliverMapping = {
  batchSize: 1,
  maximumConcurrency: 10,
  visibilitySeconds: 180,
  maximumReceives: 5,
} as const

export const sweepEveryMinutes = 5

/** When schedules are held against consents each day, in UTC: before the deliveries of the day, summer and winter. */
export const reconcileSchedulesAt = '03:30'

/** When the table is backed up each day, in UTC: after midnight in Europe/Amsterdam, before deliveries begin. */
export const backUpAt = '01:00'

/** When boards are reminded each day, in UTC: the same day in Europe/Amsterdam, at seven or eight in the morning. */
export const remindBoardsAt = '06:00'

/** Import files are uploaded under it; each new object wakes `import-file`. */
export const uploadsPrefix = 'uploads/'
