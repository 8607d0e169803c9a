import type { StepNumber } from '../address.ts'
import { element, facts, link } from '../element.ts'
import type { ConsentAnswers, Monitoring } from '../shapes.ts'
import { dayBefore, dayInWords, EMAIL, namesOf, sentences } from '../wording.ts'
import { type AnswerInWords, answersInWords } from './answers.ts'

const missing = 'Nog niet ingevuld'

/** Every answer, in the order of the questions, each with a way back to where it is asked. */
export const answersToCheck = (
  answers: ConsentAnswers,
  addressOfStep: (step: StepNumber) => string,
): HTMLElement =>
  facts(
    ...checked(answers).map(
      ({ step, name, words }) =>
        [name, words ?? element('strong', {}, missing), change(name, addressOfStep(step))] as const,
    ),
  )

const change = (name: string, href: string): HTMLElement =>
  link(href, 'Wijzig', element('span', { class: 'unseen' }, `: ${name}`))

const checked = (answers: ConsentAnswers): readonly AnswerInWords[] => [
  { step: 1, name: 'Akkoord van het bestuur', words: answers.boardApproval ? 'Ja' : undefined },
  ...answersInWords(answers),
  { step: 5, name: 'Bericht aan het bestuur', words: answers.boardNotification ? 'Akkoord' : undefined },
]

/** Who is mailed as well where a school had another board when its consent was given (rule 14). */
export const formerBoardsTold = (schools: readonly Monitoring[]): readonly string[] => {
  const moved = schools.filter(({ consent, boardId }) => consent && consent.boardId !== boardId)
  return moved.length === 0
    ? []
    : [`De gebruikersbeheerders van het vorige bestuur van ${namesOf(moved)} krijgen die ${EMAIL} ook.`]
}

interface Consequences {
  /** What would be delivered today, as far as it is known what was chosen. */
  delivered: string
  boardName: string
  /** Of the schools that it is saved for. */
  schools: readonly Monitoring[]
  /** Who saves. */
  name: string
  deliveryDate: string | undefined
}

/** What follows from saving: what is delivered, who hears of it, and until when it can be changed. */
export const consequences = ({
  delivered,
  boardName,
  schools,
  name,
  deliveryDate,
}: Consequences): HTMLElement =>
  facts(
    ['Wat er wordt geleverd', delivered],
    [
      'Wie bericht krijgt',
      sentences(
        `De gebruikersbeheerders van ${boardName} krijgen een ${EMAIL}.`,
        `Daarin staat dat ${name} toestemming heeft vastgelegd, op welk niveau en voor welke datum.`,
        // Given again, it is the present board's.
        ...formerBoardsTold(schools.filter(({ status }) => status === 'consent-given')),
        `Ook als de cijfers veranderen, en na de levering, krijgen de gebruikersbeheerders een ${EMAIL}.`,
      ),
    ],
    [
      'Tot wanneer u kunt wijzigen of intrekken',
      deliveryDate === undefined
        ? 'Tot en met de dag voor de doorleverdatum.'
        : `Tot en met ${dayBefore(deliveryDate)}. Vanaf ${dayInWords(deliveryDate)} kan het niet meer.`,
    ],
  )
