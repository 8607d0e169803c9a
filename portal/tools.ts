import type { Place } from './address.ts'
import type { Api } from './api.ts'

/** The screen that is shown. */
export interface Screen {
  api: Api
  here(): Place
  /** Shows it anew, as the service has it now. */
  refresh(): Promise<void>
}

/** What an environment offers beside the page, to develop and to try things: a module of its own, served there only. */
export interface Tools {
  start(place: HTMLElement, screen: Screen): Promise<void>
}
