/** A fault of something we lean on, which passes by itself: whoever waits may come back (503). */
export class TemporaryFault extends Error {
  override readonly name = 'TemporaryFault'
}
