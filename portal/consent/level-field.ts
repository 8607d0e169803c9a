import { areMixed, educationTypeInWords, groupAmong, listed } from '../../shared/monitoring/in-words.ts'
import { thresholdInWords } from '../../shared/monitoring/threshold.ts'
import { choose, type Field } from '../fields.ts'
import type { Level, LevelView, Report, ReportGroup } from '../shapes.ts'
import { levelName, sentences } from '../wording.ts'

/** A level that can be chosen, and what would be delivered on it. */
export interface OfferedLevel {
  level: Level
  told: string
}

/** The levels of a school, each with what the inspectorate would get of it today. */
export const levelsOffered = (
  levels: readonly LevelView[],
  reports: readonly Report[],
): readonly OfferedLevel[] =>
  levels
    .filter(({ allowed }) => allowed)
    .map(({ level }) => {
      const report = reports.find(({ document }) => document.level === level)
      return { level, told: report ? deliveredOf(report) : '' }
    })

/** Which groups are delivered, and which are not. */
export const deliveredOf = ({ document: { groups }, withheld }: Report): string => {
  if (groups.length === 0) return nothing
  const all = [...groups, ...withheld]
  const names = (some: readonly Group[]) => listed(some.map(group => groupToDeliver(group, all)))
  return sentences(
    `De inspectie krijgt de gemiddelden van: ${names(groups)}.`,
    ...(withheld.length === 0
      ? []
      : [`Niet van: ${names(withheld)} (minder dan ${thresholdInWords} respondenten).`]),
  )
}

type Group = Pick<ReportGroup, 'educationType' | 'questionnaire'>

/** Beside another questionnaire, that of ProZO! does not depend on the level. */
const groupToDeliver = (group: Group, all: readonly Group[]): string =>
  group.questionnaire === 'PROZO' && areMixed(all)
    ? `${educationTypeInWords(group.educationType)} (ProZO!: altijd per onderwijssoort)`
    : groupAmong(all, group)

const nothing = `Op dit niveau wordt niets geleverd: minder dan ${thresholdInWords} leerlingen vulden de vragenlijst in.`

export const levelField = (
  offered: readonly OfferedLevel[],
  chosen: string | undefined,
): Field<string | undefined> => {
  const [first, ...others] = offered
  const only = others.length === 0 ? first?.level : undefined
  const field = choose({
    pointer: '/level',
    question: 'Op welk niveau wilt u de gegevens leveren?',
    hint: only
      ? 'De resultaten van deze vragenlijst worden altijd op dit niveau geleverd.'
      : 'Kies het niveau waarop u de gegevens zelf analyseert.',
    choices: offered.map(({ level, told }) => ({ value: level, label: levelName(level), hint: told })),
    chosen: only ?? chosen,
  })
  if (chosen !== undefined && !offered.some(({ level }) => level === chosen))
    field.tell(`${levelName(chosen as Level)} kan niet meer worden gekozen. Controleer het niveau.`)
  return field
}
