import { schools } from './assumptions.ts'
import type { Model } from './model.ts'
import { prices, pricesTaken, services, type Unit } from './prices.ts'
import type { Units } from './units.ts'

/** In dollars. */
export const costOf = (units: Units, of: readonly Unit[] = [...units.keys()]): number =>
  of.reduce((sum, unit) => sum + ((units.get(unit) ?? 0) * prices[unit].dollars) / prices[unit].per, 0)

const MONTHS = 12

/** What a school year costs, line by line: fixed a month, variable a school, and both together for all schools. */
export const billOf = ({ fixed, variable, importing, keeping }: Model): string => {
  const rows = Object.entries(services)
    .map(([service, units]) => ({ service, fixed: costOf(fixed, units), variable: costOf(variable, units) }))
    .sort((one, other) => other.variable - one.variable)
  const line = (service: string, aMonth: number, aSchool: number): string =>
    `| ${service} | ${aMonth.toFixed(2)} | ${aSchool.toFixed(7)} | ${(aMonth * MONTHS + aSchool * schools).toFixed(2)} |`
  const all = { fixed: costOf(fixed), variable: costOf(variable) }
  const aSchool = (all.fixed * MONTHS) / schools + all.variable
  return [
    `| in dollars | fixed, a month | variable, a school-year | a year with ${schools.toLocaleString('en')} schools |`,
    '|---|---:|---:|---:|',
    ...rows.map(row => line(row.service, row.fixed, row.variable)),
    line('**all**', all.fixed, all.variable),
    '',
    `A school-year costs $${aSchool.toFixed(4)} in all, of which $${all.variable.toFixed(6)} are its own. Beside that come the calls of its`,
    `import, at $${costOf(importing).toFixed(6)}, and $${costOf(keeping).toFixed(6)} for each year that it is kept thereafter. Prices of ${pricesTaken}.`,
  ].join('\n')
}
