import { addressOf, type Place, type StepNumber } from '../address.ts'
import type { Monitoring } from '../shapes.ts'
import type { Page, Visit } from '../visit.ts'
import type { Begun } from './draft-settled.ts'
import type { Loaded } from './loaded.ts'
import { stepNames } from './step-explanations.ts'
import { ConsentSteps, LAST } from './steps.ts'

/** The six steps to a consent, as a screen. Where there is something to choose it begins with the last, whatever step was asked for. */
export const stepsPage = (
  visit: Visit,
  loaded: Loaded,
  begun: Begun | undefined,
  first: StepNumber,
): Page => {
  const steps = new ConsentSteps(visit, loaded, begun)
  const show = (step: StepNumber): string => {
    steps.show(step)
    return `Stap ${step} van ${LAST}: ${stepNames[step]}, ${loaded.monitoring.schoolName}`
  }
  const begins = begun?.overtakenBy ? LAST : first
  const { schoolId, schoolYear } = loaded.monitoring
  const at = (step: StepNumber) => addressOf({ kind: 'school', schoolId, schoolYear, step })
  // Somebody who went on in the meantime is left there.
  if (location.hash === at(first)) history.replaceState(null, '', at(begins))
  return {
    title: show(begins),
    content: [steps.node],
    follow: place => {
      const step = stepIn(place, loaded.monitoring)
      if (step === undefined) return undefined
      const title = show(step)
      steps.focus()
      return title
    },
  }
}

const stepIn = (place: Place, { schoolId, schoolYear }: Monitoring): StepNumber | undefined =>
  place.kind === 'school' && place.schoolId === schoolId && place.schoolYear === schoolYear
    ? place.step
    : undefined
