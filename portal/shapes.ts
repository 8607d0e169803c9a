import type { components } from '../client/doorlevering.ts'

type Shapes = components['schemas']

// What the page reads from the API, as the OpenAPI document has it: the page knows nothing but the API.
export type ConsentView = Shapes['Consent']
export type DeliveryView = Shapes['Delivery']
export type DeliveryWindow = Shapes['OfferedWindow']
export type EventView = Shapes['Event']
export type Level = Shapes['Level']
export type LevelView = Shapes['LevelState']
export type Monitoring = Shapes['Monitoring']
export type MonitoringStatus = Shapes['MonitoringStatus']
export type OverviewItem = Shapes['OverviewItem']
export type QuestionnaireId = Shapes['QuestionnaireId']
export type Report = Shapes['Report']
export type ReportGroup = Shapes['ReportGroup']
export type ReportIndicator = Shapes['ReportIndicator']
export type Fault = Shapes['RequestFault']

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
