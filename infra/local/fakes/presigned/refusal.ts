/** An answer of HTTP. */
export interface Answer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: string
}

/** A refusal, as S3 words it. */
export class Refusal extends Error {
  readonly status: number
  readonly code: string

  constructor(status: number, code: string, message: string) {
    super(message)
    this.status = status
    this.code = code
  }

  get answer(): Answer {
    const body = `<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>${this.code}</Code><Message>${this.message}</Message></Error>`
    return { status: this.status, headers: { 'content-type': 'application/xml' }, body }
  }
}

export const accessDenied = (message: string): Refusal => new Refusal(403, 'AccessDenied', message)

export const badQuery = (): Refusal =>
  new Refusal(400, 'AuthorizationQueryParametersError', 'Error parsing the X-Amz query parameters')

/** What S3 says to a header that it does not heed. */
export const notImplemented = (): Refusal =>
  new Refusal(501, 'NotImplemented', 'A header you provided implies functionality that is not implemented')
