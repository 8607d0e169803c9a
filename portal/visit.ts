import type { Place } from './address.ts'
import type { Api } from './api.ts'
import { type Child, element, remark } from './element.ts'
import type { Person } from './openid.ts'
import type { ProblemDetails } from './shapes.ts'

/** What one screen shows. `title` is that of the window as well. */
export interface Page {
  title: string
  content: readonly Child[]
}

/** Told once, at the top of the screen that comes next. */
export interface Notice {
  tone: 'good' | 'warning'
  heading: string
  text: string
}

/** A person at work in the portal. */
export interface Visit {
  api: Api
  person: Person
  home: Place
  /** Shows the screen anew, as the service has it now. */
  refresh(notice?: Notice): Promise<void>
  /** Leaves for the issuer, and comes back here. */
  signIn(): void
}

/** Takes the focus when it is shown, so that it is read out and stands in view. */
export const noticeBox = ({ tone, heading, text }: Notice): HTMLElement => {
  const box = remark(tone, element('strong', {}, heading), element('p', {}, text))
  box.role = tone === 'good' ? 'status' : 'alert'
  box.tabIndex = -1
  return box
}

/** Why a save from an older version is refused (412). */
export const overtaken =
  'Iemand anders heeft de toestemming intussen gewijzigd, of er zijn nieuwe resultaten.'

/** A refusal as people read it: what the API says, and what can be done about it. */
export const refusalNotice = ({ title, detail, status }: ProblemDetails): Notice => ({
  tone: 'warning',
  heading: status === 412 ? 'Intussen gewijzigd' : title,
  text:
    status === 412
      ? `${overtaken} Wat u deed, is niet opgeslagen. Hieronder ziet u de nieuwste gegevens.`
      : detail,
})
