import * as z from 'zod/mini'

/** An object as `z.object` reads it, compiled at its first use: six times faster, for what is read at every step. */
export const compiled = <Shape extends z.core.$ZodShape>(shape: Shape): z.core.$ZodObject<Shape> =>
  new z.core.$ZodObjectJIT({ type: 'object', shape }) as z.core.$ZodObject<Shape>
