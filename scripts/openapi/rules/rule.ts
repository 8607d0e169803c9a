/** A rule is a sentence, where it is asked, and whether it holds there. */
export const rule = <Value>(sentence: string, given: string, holds: (value: Value) => boolean) => ({
  description: sentence,
  message: sentence,
  severity: 'error' as const,
  given,
  // biome-ignore lint/suspicious/noThenProperty: Spectral's own word
  then: {
    function: (value: unknown) => (holds(value as Value) ? [] : [{ message: sentence }]),
  },
})
