import type { components, operations } from '../client/doorlevering.ts'

type Shapes = components['schemas']

// What the page reads from the API, as the OpenAPI document has it: the page knows nothing but the API.
export type Administrators = Shapes['Administrators']
export type Calendar = Shapes['Calendar']
export type CalendarWindow = Shapes['DeliveryWindow']
export type ConsentView = Shapes['Consent']
export type DeliveryFilters = Filters<'listDeliveries'>
export type DeliveryItem = Shapes['DeliveryItem']
export type DeliveryView = Shapes['Delivery']
export type DeliveryWindow = Shapes['OfferedWindow']
export type EventView = Shapes['Event']
export type Health = Shapes['Health']
export type ImportKind = Shapes['ImportKind']
export type ImportView = Shapes['Import']
export type Level = Shapes['Level']
export type LevelView = Shapes['LevelState']
export type Monitoring = Shapes['Monitoring']
export type MonitoringStatus = Shapes['MonitoringStatus']
export type OverviewItem = Shapes['OverviewItem']
export type QuestionnaireId = Shapes['QuestionnaireId']
export type Report = Shapes['Report']
export type ReportGroup = Shapes['ReportGroup']
export type ReportIndicator = Shapes['ReportIndicator']
export type SchoolFilters = Filters<'listSchools'>
export type SchoolItem = Shapes['SchoolItem']
export type Fault = Shapes['RequestFault']

type Filters<Operation extends 'listDeliveries' | 'listSchools'> = NonNullable<
  operations[Operation]['parameters']['query']
>

/** What the API says when it refuses, or what this page says where the API could not be asked. */
export type ProblemDetails = Pick<Shapes['Problem'], 'title' | 'detail' | 'errors'> & {
  status: number
  code: string
}

/** What the form holds when it is saved; what is not answered yet is left out, and the API says so. */
export interface ConsentAnswers {
  boardApproval: boolean
  boardNotification: boolean
  level: string | undefined
  deliveryDate: string | undefined
  conduct: { [Question in keyof Shapes['Conduct']]-?: Shapes['Conduct'][Question] | undefined }
}
