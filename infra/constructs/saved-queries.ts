import { Stack } from 'aws-cdk-lib'
import { type ILogGroup, QueryDefinition, QueryString, type QueryStringProps } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

export interface QueriedLogs {
  /** The logs in which a consent leaves its traces, from the request to the receipt. */
  readonly consents: readonly ILogGroup[]
  readonly deliveries: readonly ILogGroup[]
  readonly sweeps: readonly ILogGroup[]
  readonly requests: readonly ILogGroup[]
}

const line = ['@timestamp', 'service', 'code', 'schoolId', 'schoolYear', 'version', 'outcome', 'status']
const story = { sort: '@timestamp asc', limit: 1000 }
const figures = ['missed', 'openEffects', 'openDeliveries', 'setAside', 'mailSeconds', 'deliverySeconds']

/** What operators ask of the logs; what stands between `<` and `>` is to be filled in. */
const queries: Readonly<Record<string, QueryStringProps & { readonly of: keyof QueriedLogs }>> = {
  'follow-one-consent': {
    of: 'consents',
    fields: [...line, 'type', 'error'],
    filterStatements: ['traceId = "<trace id>"'],
    ...story,
  },
  'one-school': {
    of: 'consents',
    fields: [...line, 'traceId'],
    filterStatements: ['schoolId = "<school>"'],
    ...story,
  },
  'what-went-wrong': {
    of: 'consents',
    filterStatements: ['level = "ERROR"'],
    stats: 'count(*) as lines, latest(@timestamp) as last by service, code, error',
    sort: 'lines desc',
  },
  'deliveries-by-outcome': {
    of: 'deliveries',
    filterStatements: ['code like /^DELIVER/ or code = "NOTHING_TO_DELIVER"'],
    stats: 'count(*) as lines, count_distinct(schoolId) as schools by code, outcome, status',
  },
  sweeps: {
    of: 'sweeps',
    fields: ['@timestamp', 'found', 'failed', ...figures],
    filterStatements: ['code = "SWEPT"'],
    sort: '@timestamp desc',
    limit: 300,
  },
  'answers-by-route': {
    of: 'requests',
    stats: 'count(*) as answers, pct(milliseconds, 99) as slowest by route, status',
    sort: 'answers desc',
  },
}

/** Keeps the queries where the console lists them, under the name of the stage. */
export const saveQueries = (scope: Construct, logs: QueriedLogs): void => {
  for (const [name, { of, ...query }] of Object.entries(queries)) {
    new QueryDefinition(scope, name, {
      queryDefinitionName: `${Stack.of(scope).stackName}/${name}`,
      logGroups: [...logs[of]],
      queryString: new QueryString(query),
    })
  }
}
