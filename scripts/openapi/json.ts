/** A JSON object, as documents are made of. */
export type Json = { [name: string]: unknown }

/** `Consent` as it is named from everywhere in the document. */
export const refTo = (kind: 'schemas' | 'responses' | 'headers' | 'parameters', name: string): Json => ({
  $ref: `#/components/${kind}/${name}`,
})

/** Without what is undefined, as JSON leaves it out. */
export const defined = (object: Json): Json =>
  Object.fromEntries(Object.entries(object).filter(([, value]) => value !== undefined))
