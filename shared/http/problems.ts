/** Every problem the API answers with: its status and its title as people read it. The code is what programs read. */
export const problemCatalogue = {
  unauthenticated: { status: 401, title: 'U bent niet aangemeld' },
  forbidden: { status: 403, title: 'Dit mag u niet' },
  'not-found': { status: 404, title: 'Niet gevonden' },
  'report-not-available': { status: 404, title: 'Er is geen rapport op dit niveau' },
  'consent-not-found': { status: 404, title: 'Er is nog geen toestemming gegeven' },
  'delivery-not-found': { status: 404, title: 'Er is geen levering' },
  'method-not-allowed': { status: 405, title: 'Deze bewerking bestaat hier niet' },
  'not-acceptable': { status: 406, title: 'Dit formaat leveren wij niet' },
  'already-delivered': { status: 409, title: 'De gegevens zijn al geleverd' },
  'consent-locked': { status: 409, title: 'De toestemming kan niet meer worden gewijzigd' },
  'consent-withdrawn': { status: 409, title: 'De toestemming is al ingetrokken' },
  'no-survey-results': { status: 409, title: 'Er zijn nog geen onderzoeksresultaten' },
  'no-board-administrator': { status: 409, title: 'Het bestuur heeft nog geen gebruikersbeheerder' },
  'delivery-not-failed': { status: 409, title: 'Deze levering is niet mislukt' },
  'version-mismatch': { status: 412, title: 'De toestemming is intussen gewijzigd' },
  'body-too-large': { status: 413, title: 'Het bericht is te groot' },
  'unsupported-media-type': { status: 415, title: 'Dit formaat lezen wij niet' },
  'version-required': { status: 428, title: 'De versie ontbreekt' },
  'invalid-request': { status: 400, title: 'Er staan fouten in het bericht' },
  'too-many-requests': { status: 429, title: 'Te veel verzoeken' },
  'internal-error': { status: 500, title: 'Er ging bij ons iets mis' },
  'temporarily-unavailable': { status: 503, title: 'De dienst is even niet bereikbaar' },
} as const satisfies Record<string, { status: number; title: string }>

export type ProblemCode = keyof typeof problemCatalogue

/** The code as the `type` of RFC 9457, a URI. */
export const problemType = (code: ProblemCode): string => `urn:doorlevering:problem:${code}`

/** One fault of a request: where (a JSON Pointer into the body, or a query parameter), which, and what was expected. */
export type RequestFault = { code: string; detail: string } & ({ pointer: string } | { parameter: string })

/** A refusal on its way to the caller. `detail` is Dutch, and never repeats what the caller sent. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly errors: readonly RequestFault[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(
    code: ProblemCode,
    detail: string,
    more: { errors?: readonly RequestFault[]; headers?: Record<string, string> } = {},
  ) {
    super(code)
    this.code = code
    this.detail = detail
    this.errors = more.errors
    this.headers = more.headers ?? {}
  }
}

/** All faults of a request at once (400). */
export const invalidRequest = (errors: readonly RequestFault[]): Problem =>
  new Problem('invalid-request', 'Het bericht is niet verwerkt; bij errors staat wat er anders moet.', {
    errors,
  })
