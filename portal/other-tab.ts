import { element, paragraph, remark } from './element.ts'
import type { Notice } from './visit.ts'

const NOTICE = 'ander-tabblad'

/** Shows what is typed in another tab, and tells so above the form as long as it is on the screen. The focus stays where it was. */
export const takeUp = (form: HTMLElement, show: () => void): void => {
  const focused = document.activeElement?.id
  show()
  if (focused) document.getElementById(focused)?.focus()
  if (document.getElementById(NOTICE)) return
  const told = remark(
    'note',
    element('strong', {}, 'Dit formulier is ook in een ander tabblad open'),
    paragraph(
      'Wat u in het ene tabblad invult, ziet u ook in het andere. Vult u bij één vraag twee keer iets in? Dan geldt het laatste.',
    ),
  )
  told.id = NOTICE
  form.before(told)
}

/** Told where the draft is gone. */
export const endedInOtherTab: Notice = {
  tone: 'warning',
  heading: 'Dit formulier is in een ander tabblad opgeslagen of gewist',
  text: 'Hieronder ziet u hoe het er nu voor staat.',
}
