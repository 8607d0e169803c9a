import { dateField } from '../../consent/date-field.ts'
import { levelField } from '../../consent/level-field.ts'
import { approvalTick } from '../../consent/questions.ts'
import { paragraph, remark } from '../../element.ts'
import type { Monitoring } from '../../shapes.ts'
import type { Visit } from '../../visit.ts'
import { namesOf } from '../../wording.ts'
import type { JointAnswers } from './answers.ts'
import { levelsOf, windowsOf } from './candidates.ts'
import { asking, type Screen } from './screen.ts'

/** The board's approval, one level and one date. A school that cannot deliver on the level is told here, and left out. */
export const termsScreen = (
  { api }: Visit,
  schools: readonly Monitoring[],
  { terms }: JointAnswers,
): Screen => {
  const windows = windowsOf(schools)
  const approval = approvalTick(terms.boardApproval, 'deze scholen')
  const level = levelField(levelsOf(schools).map(offered), terms.level)
  const date = dateField({ windows, earliest: api.tomorrow(), chosen: terms.deliveryDate })
  const fields = [approval, level, date]
  const nodes = fields.map(({ node }) => node)
  return asking('Akkoord, niveau en datum', windows.length > 0 ? nodes : [noDate()], fields, answers => ({
    ...answers,
    terms: {
      ...answers.terms,
      boardApproval: approval.value(),
      level: level.value(),
      deliveryDate: date.value(),
    },
  }))
}

const noDate = () =>
  remark('warning', paragraph('Er is geen doorleverdatum die voor alle gekozen scholen beschikbaar is.'))

const offered = ({ level, without }: ReturnType<typeof levelsOf>[number]) => ({
  level,
  told:
    without.length === 0
      ? 'Dit niveau kan voor alle gekozen scholen.'
      : `Dit niveau kan niet voor ${namesOf(without)}. Kiest u het toch, dan geeft u daar nu geen toestemming.`,
})
