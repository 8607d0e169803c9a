import { LONGEST_TEXT } from '../../shared/consent/open-answer.ts'
import { element } from '../element.ts'
import { choose, type Field, write } from '../fields.ts'
import type { ConsentAnswers } from '../shapes.ts'
import { sentences } from '../wording.ts'

const yesOrNo = [
  { value: 'ja', label: 'Ja' },
  { value: 'nee', label: 'Nee' },
] as const

const truth = (answer: string | undefined): boolean | undefined =>
  answer === undefined ? undefined : answer === 'ja'
const word = (answer: boolean | undefined): string | undefined =>
  answer === undefined ? undefined : answer ? 'ja' : 'nee'

const WHICH_GROUP = 'Welke groep leerlingen heeft u bevraagd, en waarom?'
const WHAT_REASON = 'Wat was daarvan de reden?'

const representativeMeans = sentences(
  'Representatief betekent: de leerlingen die u heeft bevraagd, geven samen een goed beeld van alle leerlingen van de school.',
  'Bijvoorbeeld omdat u alle leerlingen heeft bevraagd, of uit elke onderwijssoort een deel van de leerlingen, van verschillende leerjaren.',
)

const openQuestion = (pointer: string, question: string, answer: string | undefined) =>
  write({
    pointer,
    question,
    hint: 'Noem geen namen van leerlingen.',
    text: answer ?? '',
    longest: LONGEST_TEXT,
  })

type Conduct = ConsentAnswers['conduct']

interface ConductFields {
  fields: readonly Field<unknown>[]
  nodes: readonly HTMLElement[]
  /** As it was typed, a reason that is not asked any more included. */
  value(): Conduct
}

/** The questions on how the survey was held; a reason is asked where pupils were not anonymous. */
export const conductFields = (before: Conduct): ConductFields => {
  const representative = choose({
    pointer: '/conduct/representative',
    question: 'Heeft u een representatieve groep leerlingen bevraagd?',
    hint: representativeMeans,
    choices: yesOrNo,
    chosen: word(before.representative),
  })
  const group = openQuestion('/conduct/surveyedGroup', WHICH_GROUP, before.surveyedGroup)
  const reason = openQuestion('/conduct/notAnonymousReason', WHAT_REASON, before.notAnonymousReason)
  const reasonPlace = element('div', { class: 'depends' }, reason.node)
  const anonymous = choose({
    pointer: '/conduct/anonymous',
    question: 'Konden de leerlingen de vragenlijst anoniem invullen?',
    choices: yesOrNo,
    chosen: word(before.anonymous),
    chose: answer => {
      reasonPlace.hidden = answer !== 'nee'
    },
  })
  const askedReason = { ...reason, value: () => (reasonPlace.hidden ? null : reason.value()) }
  return {
    fields: [representative, group, anonymous, askedReason],
    nodes: [representative.node, group.node, anonymous.node, reasonPlace],
    value: () => ({
      representative: truth(representative.value()),
      surveyedGroup: group.value(),
      anonymous: truth(anonymous.value()),
      notAnonymousReason: reason.value(),
    }),
  }
}
