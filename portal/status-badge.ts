import { element } from './element.ts'
import type { MonitoringStatus } from './shapes.ts'
import { statusInWords } from './wording.ts'

/** A status in words; the dot's form and colour only repeat it. */
export const statusBadge = (status: MonitoringStatus): HTMLElement => {
  const { label, tone } = statusInWords[status]
  return element('span', { class: `badge ${tone}` }, label)
}
