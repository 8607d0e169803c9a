import { hasControlCharacters, LONGEST_TEXT, withPlainLineBreaks } from '../shared/consent/open-answer.ts'
import { faultDetails } from '../shared/http/faults.ts'
import { atMost, isAtMost, isVisible } from '../shared/platform/text.ts'
import type { Field } from './fields.ts'
import type { Fault } from './shapes.ts'

type Found = Pick<Fault, 'code' | 'detail'>

/** What is not answered yet, or cannot be saved as it is, as the API would say it: to be told before it is asked. */
export const faultsIn = (fields: readonly Field<unknown>[]): readonly Fault[] =>
  fields.flatMap(({ pointer, value, fault }) => {
    const code = fault?.()
    const found = code ? told(code) : faultOf(value())
    return found ? [{ pointer, ...found }] : []
  })

const faultOf = (value: unknown): Found | undefined => {
  if (value === false) return told('must-be-true')
  if (typeof value === 'string') return faultOfText(withPlainLineBreaks(value))
  return value === undefined ? told('required') : undefined
}

const faultOfText = (text: string): Found | undefined => {
  if (hasControlCharacters(text)) return told('control-characters')
  if (!isVisible(text)) return told('text-empty')
  return isAtMost(LONGEST_TEXT, text.trim()) ? undefined : told('text-too-long', atMost(LONGEST_TEXT))
}

const told = (code: keyof typeof faultDetails, detail: string = faultDetails[code]): Found => ({
  code,
  detail,
})
