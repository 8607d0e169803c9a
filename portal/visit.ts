import type { Place } from './address.ts'
import type { Api } from './api.ts'
import type { Drafts } from './consent/drafts.ts'
import { bullets, type Child, element, paragraph, remark } from './element.ts'
import type { Person } from './openid.ts'
import type { ProgressBar } from './progress.ts'

/** What one screen shows. `title` is that of the window as well. */
export interface Page {
  title: string
  content: readonly Child[]
  /** Told at the top where nothing else is. */
  notice?: Notice | undefined
  /** Goes to another place within this screen, and takes the focus there; the title, or undefined where it is elsewhere. */
  follow?(place: Place): string | undefined
}

/** Told once, at the top of the screen that comes next. */
export interface Notice {
  tone: 'good' | 'warning'
  heading: string
  text: string
  details?: readonly string[]
}

/** A person at work in the portal. */
export interface Visit {
  api: Api
  person: Person
  drafts: Drafts
  home: Place
  /** Shown where the next screen takes a while to come. */
  loading: ProgressBar
  /** Shows the screen anew, as the service has it now; without `focus` it leaves alone where somebody is. */
  refresh(notice?: Notice, focus?: boolean): Promise<void>
  /** Leaves for the issuer, and comes back here. */
  signIn(): void
}

const NOTICE = 'melding'

/** Takes the focus when it is shown, so that it is read out and stands in view. */
export const noticeBox = ({ tone, heading, text, details = [] }: Notice): HTMLElement => {
  const box = remark(
    tone,
    element('strong', {}, heading),
    paragraph(text),
    details.length > 0 && bullets(details),
  )
  box.role = tone === 'good' ? 'status' : 'alert'
  box.tabIndex = -1
  box.id = NOTICE
  return box
}

/** It is of before what is done next. */
export const clearNotice = (): void => document.getElementById(NOTICE)?.remove()
