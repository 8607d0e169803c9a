import * as z from 'zod/mini'

/** What a schema checks by itself: the code of the fault, and in Dutch what was expected where the code does not say it. */
export const fault = (code: string, detail?: string) => ({ params: { code, ...(detail && { detail }) } })

/** Looks at an object as it was sent, also where some of its fields are at fault, so that all faults are told at once. */
export const always = { when: ({ value }: { value: unknown }) => typeof value === 'object' && value !== null }

/** White space, and what shows nothing: format characters, fillers, variation selectors, blank symbols. */
const INVISIBLE = /[\p{White_Space}\p{Cf}\p{Default_Ignorable_Code_Point}\u2800\u{1d159}]+/gu

export const withoutInvisible = (text: string): string => text.replace(INVISIBLE, '')

export const isVisible = (text: string): boolean => /[\p{L}\p{N}\p{P}\p{S}]/u.test(withoutInvisible(text))

/** Whether a text has no more than so many code points. */
export const isAtMost = (longest: number, text: string): boolean =>
  text.length <= 2 * longest && [...text].length <= longest

export const atMost = (longest: number): string => `Gebruik hoogstens ${longest} tekens.`

/** Something to read, and no more of it than that many code points. */
export const readable = (longest: number) =>
  [
    z.refine<string>(isVisible, fault('text-empty')),
    z.refine<string>(text => isAtMost(longest, text), fault('text-too-long', atMost(longest))),
  ] as const
