import type { components } from '../../../client/doorlevering.ts'

type Shapes = components['schemas']

// The shapes of answers as the OpenAPI document has them, so that tests can look into them.
export type Consent = Shapes['Consent']
export type Delivery = Shapes['Delivery']
export type Event = Shapes['Event']
export type ImportStatus = Shapes['Import']
export type Monitoring = Shapes['Monitoring']
export type Page = Shapes['DeliveryPage']
export type Problem = Shapes['Problem']
export type Report = Shapes['Report']
export type UploadRequest = Shapes['UploadRequest']

export interface Items<Item> {
  items: readonly Item[]
}

/** What else there is to read where something may have been refused. */
export type Refusal = Pick<Problem, 'code' | 'errors'>

/** The body of a save, of which tests make bad ones too. */
export interface Terms {
  boardApproval: boolean
  boardNotification: boolean
  level: string
  deliveryDate: string
  conduct: { representative: boolean; surveyedGroup: string; anonymous: boolean; notAnonymousReason?: string }
}
