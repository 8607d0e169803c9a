import { Stack } from 'aws-cdk-lib'
import { type ILogGroup, QueryDefinition, QueryString, type QueryStringProps } from 'aws-cdk-lib/aws-logs'
import type { Construct } from 'constructs'

/** What takes part in the story of a consent, from the request to the receipt. */
const consents = [
  'consent-api',
  'operator-api',
  'process-events',
  'sweep',
  'deliver',
  'reconcile-schedules',
  'record-mail-feedback',
]

const line = ['@timestamp', 'service', 'code', 'schoolId', 'schoolYear', 'version', 'outcome', 'status']
const story = { sort: '@timestamp asc', limit: 1000 }
const figures = ['missed', 'openEffects', 'openDeliveries', 'setAside', 'mailSeconds', 'deliverySeconds']

/** What operators ask of the logs of these functions, or of the API's own; what stands between `<` and `>` is to be filled in. */
const queries: Readonly<Record<string, QueryStringProps & { readonly of?: readonly string[] }>> = {
  'follow-one-consent': {
    of: consents,
    fields: [...line, 'type', 'error'],
    filterStatements: ['traceId = "<trace id>"'],
    ...story,
  },
  'one-school': {
    of: consents,
    fields: [...line, 'traceId'],
    filterStatements: ['schoolId = "<school>"'],
    ...story,
  },
  'what-went-wrong': {
    of: consents,
    filterStatements: ['level = "ERROR"'],
    statsStatements: ['count(*) as lines, latest(@timestamp) as last by service, code, error'],
    sort: 'lines desc',
  },
  'deliveries-by-outcome': {
    of: ['deliver'],
    filterStatements: ['code like /^DELIVER/ or code = "NOTHING_TO_DELIVER"'],
    statsStatements: ['count(*) as lines, count_distinct(schoolId) as schools by code, outcome, status'],
  },
  sweeps: {
    of: ['sweep'],
    fields: ['@timestamp', 'found', 'failed', ...figures],
    filterStatements: ['code = "SWEPT"'],
    sort: '@timestamp desc',
    limit: 300,
  },
  'answers-by-route': {
    statsStatements: ['count(*) as answers, pct(milliseconds, 99) as slowest by route, status'],
    sort: 'answers desc',
  },
}

/** Keeps the queries where the console lists them, under the name of the stage. */
export const saveQueries = (
  scope: Construct,
  logOf: (name: string) => ILogGroup,
  accessLog: ILogGroup,
): void => {
  for (const [name, { of, ...query }] of Object.entries(queries)) {
    new QueryDefinition(scope, name, {
      queryDefinitionName: `${Stack.of(scope).stackName}/${name}`,
      logGroups: of?.map(logOf) ?? [accessLog],
      queryString: new QueryString(query),
    })
  }
}
