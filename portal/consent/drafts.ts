import type { StepNumber } from '../address.ts'
import type { ConsentAnswers, Monitoring } from '../shapes.ts'
import { noAnswers } from './answers.ts'

/** What somebody filled in and has not saved. */
export interface Draft {
  /** The version of the consent from which the answers started; null where there was none. */
  startsFrom: number | null
  answers: ConsentAnswers
  /** The step at which it was left. */
  step: StepNumber
  /** What was sent to be saved, and may have been: no answer came. */
  unanswered: readonly ConsentAnswers[]
}

/** What was typed at one place. */
export interface Kept<Typed> {
  read(): Typed | undefined
  keep(typed: Typed): void
  drop(): void
  /** Hears what another tab keeps, as long as `node` is shown; undefined where that drops it. */
  hear(node: Node, heard: (typed: Typed | undefined) => void): void
}

/** The drafts of one person: one for each school and school year, and those of other forms by their names. */
export interface Drafts {
  consent(school: Pick<Monitoring, 'schoolId' | 'schoolYear'>): Kept<Draft>
  form<Typed>(name: string): Kept<Typed>
  dropAll(): void
  areThere(): boolean
}

/** What the browser has no room for, or may not keep, lasts as long as the page. */
const unkept = new Map<string, string>()

const keepText = (name: string, text: string): void => {
  try {
    localStorage.setItem(name, text)
    unkept.delete(name)
  } catch {
    unkept.set(name, text)
  }
}

const dropText = (name: string): void => {
  unkept.delete(name)
  localStorage.removeItem(name)
}

/**
 * Kept in the browser's local storage: a draft outlasts a closed window and a session that has ended, and goes when it is
 * saved or its person signs out. It holds answers of the form only, and nobody else who signs in here is shown it.
 */
export const draftsOf = (sub: string): Drafts => {
  const own = `doorlevering.concept/${encodeURIComponent(sub)}/`
  const form = <Typed>(name: string, whole = (kept: Typed) => kept): Kept<Typed> => {
    const read = (): Typed | undefined => {
      const kept = unkept.get(own + name) ?? localStorage.getItem(own + name)
      return kept === null ? undefined : whole(JSON.parse(kept))
    }
    return {
      read,
      keep: typed => keepText(own + name, JSON.stringify(typed)),
      drop: () => dropText(own + name),
      hear: (node, heard) => {
        const changed = ({ key }: StorageEvent) => {
          if (!node.isConnected) removeEventListener('storage', changed)
          else if (key === own + name) heard(read())
        }
        addEventListener('storage', changed)
      },
    }
  }
  const keys = () => [...unkept.keys(), ...Object.keys(localStorage)].filter(key => key.startsWith(own))
  return {
    consent: ({ schoolId, schoolYear }) => form(`${schoolId}/${schoolYear}`, wholeDraft),
    form,
    dropAll: () => keys().forEach(dropText),
    areThere: () => keys().length > 0,
  }
}

/** What is not answered yet is not in what was kept. */
const wholeDraft = ({ answers, ...draft }: Draft): Draft => ({
  ...draft,
  answers: { ...noAnswers, ...answers, conduct: { ...noAnswers.conduct, ...answers.conduct } },
})
