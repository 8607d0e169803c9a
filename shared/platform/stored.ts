import * as z from 'zod/mini'
import { compiled } from './compiled.ts'
import type { Instant } from './time.ts'
import { UnreadableError } from './unreadable-error.ts'

export type Stored = Readonly<Record<string, unknown>>

/** Brings what was stored in one version of its form into the next. */
export type Upcast = (stored: Stored) => Stored

/**
 * The form in which something is stored, with its version. Versions count from 1, which is not written down in what is
 * older than this module; each upcast leads from one version to the next. `read` throws `UnreadableError` for what is not of
 * the form, or of a version that this code does not know. A field that is new and optional needs no new version.
 */
export const storedAs = <Shape extends z.core.$ZodShape>(fields: Shape, ...upcasts: readonly Upcast[]) => {
  const schema = compiled(fields)
  const newest = upcasts.length + 1
  const upcasted = (stored: Stored): Stored => {
    const { schemaVersion: version = 1 } = stored
    if (!Number.isInteger(version) || Number(version) < 1 || Number(version) > newest)
      throw new RangeError(`version ${version} is not known`)
    return upcasts.slice(Number(version) - 1).reduce((older, upcast) => upcast(older), stored)
  }
  return {
    /** To be written beside what is stored. */
    version: { schemaVersion: newest },
    /** `key` names what is read, by ids only; where not given, it is an item of the table. */
    read: (stored: Stored, key = `${stored.pk} ${stored.sk}`): z.output<z.core.$ZodObject<Shape>> => {
      try {
        return z.parse(schema, upcasted(stored))
      } catch (cause) {
        throw new UnreadableError(key, { cause })
      }
    },
  }
}

/**
 * The same fields by their types alone: they were checked when they came in, and a rule that is new must not make
 * unreadable what was stored before.
 */
export const unchecked = <Shape extends z.core.$ZodShape>(fields: Shape): Shape =>
  Object.fromEntries(Object.entries(fields).map(([name, field]) => [name, withoutChecks(field)])) as Shape

const withoutChecks = (field: z.core.$ZodType): z.core.$ZodType => {
  const { innerType, ...def } = field._zod.def as z.core.$ZodTypeDef & { innerType?: z.core.$ZodType }
  const bare = { ...def, checks: [], ...(innerType && { innerType: withoutChecks(innerType) }) }
  return z.clone(field, bare as typeof def)
}

/** Text of a type that was checked when it came in. */
export const textAs = <Type extends string>() => z.string() as z.ZodMiniType as z.ZodMiniType<Type>

export const instant = textAs<Instant>()

/** How many of something there are. */
export const count = z.number().check(z.int(), z.nonnegative())
