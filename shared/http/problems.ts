export interface ProblemEntry {
  status: number
  /** Dutch, for people; the same for every occurrence (RFC 9457, section 3.1.3). */
  title: string
  /** Dutch, for people: what to do about it, where a refusal says nothing more exact. */
  detail: string
  /** English, for who reads the documentation: when it is answered. */
  when: string
  /** Headers beside those of every answer. */
  headers?: readonly string[]
}

/** Every problem the API answers with. The code is what programs read. docs/problems.md and the OpenAPI document are made of it. */
export const problems = {
  unauthenticated: {
    status: 401,
    title: 'U bent niet aangemeld',
    detail: 'Stuur een geldig toegangstoken mee (Authorization: Bearer).',
    when: 'no token, or one that does not hold: signature, issuer, audience, validity, scope or claims',
    headers: ['WWW-Authenticate'],
  },
  forbidden: {
    status: 403,
    title: 'Dit mag u niet',
    detail: 'Deze bewerking is niet voor uw rol bedoeld.',
    when: 'the role may not do this',
  },
  'not-found': {
    status: 404,
    title: 'Niet gevonden',
    detail: 'Wat u zoekt bestaat niet, of u mag het niet zien.',
    when: "unknown, badly formed, or outside the caller's reach: these three answer alike",
  },
  'report-not-available': {
    status: 404,
    title: 'Er is geen rapport op dit niveau',
    detail: 'Er zijn geen resultaten, of ze worden niet op dit niveau geleverd.',
    when: 'no results, or a level that is not allowed',
  },
  'consent-not-found': {
    status: 404,
    title: 'Er is nog geen toestemming gegeven',
    detail: 'Voor deze school en dit schooljaar is geen toestemming vastgelegd.',
    when: 'no consent was ever given',
  },
  'delivery-not-found': {
    status: 404,
    title: 'Er is geen levering',
    detail: 'Voor deze school en dit schooljaar is er (nog) geen levering.',
    when: 'none is planned or was made',
  },
  'method-not-allowed': {
    status: 405,
    title: 'Deze bewerking bestaat hier niet',
    detail: 'Gebruik een van de methoden in de header Allow.',
    when: '`Allow` names the methods',
    headers: ['Allow'],
  },
  'not-acceptable': {
    status: 406,
    title: 'Dit formaat leveren wij niet',
    detail: 'Wij leveren hier application/json.',
    when: 'none of the accepted formats is produced here',
  },
  'already-delivered': {
    status: 409,
    title: 'De gegevens zijn al geleverd',
    detail: 'De gegevens van dit schooljaar zijn aan de inspectie geleverd.',
    when: 'the report was delivered',
  },
  'consent-locked': {
    status: 409,
    title: 'De toestemming kan niet meer worden gewijzigd',
    detail: 'Wijzigen en intrekken kan tot en met de dag voor de doorleverdatum.',
    when: 'it is the delivery date, or the delivery is under way',
  },
  'consent-withdrawn': {
    status: 409,
    title: 'De toestemming is al ingetrokken',
    detail: 'De toestemming was al ingetrokken.',
    when: 'withdrawn before',
  },
  'no-survey-results': {
    status: 409,
    title: 'Er zijn nog geen onderzoeksresultaten',
    detail: 'Zonder onderzoeksresultaten van dit schooljaar is er niets om te leveren.',
    when: 'nothing to consent to yet',
  },
  'no-board-administrator': {
    status: 409,
    title: 'Het bestuur heeft nog geen gebruikersbeheerder',
    detail: 'Er is niemand bij het bestuur die per e-mail bericht kan krijgen.',
    when: 'nobody could be mailed',
  },
  'delivery-not-failed': {
    status: 409,
    title: 'Deze levering is niet mislukt',
    detail: 'Alleen een mislukte levering kan opnieuw worden geprobeerd.',
    when: 'only a failed delivery can be tried again',
  },
  'results-closed': {
    status: 409,
    title: 'De resultaten liggen vast',
    detail: 'De doorleverdatum is bereikt: de resultaten van dit schooljaar liggen vast.',
    when: 'the delivery date has come: results can no longer be taken back',
  },
  'version-mismatch': {
    status: 412,
    title: 'De gegevens zijn intussen gewijzigd',
    detail: 'Haal de gegevens opnieuw op en bekijk wat er gewijzigd is.',
    when: 'the version is not the newest: read again',
  },
  'body-too-large': {
    status: 413,
    title: 'Het bericht is te groot',
    detail: 'Een bericht is hoogstens 64 KB groot.',
    when: 'over 64 KB',
  },
  'unsupported-media-type': {
    status: 415,
    title: 'Dit formaat lezen wij niet',
    detail: 'Stuur het bericht als application/json.',
    when: 'not `application/json`, not in UTF-8, or compressed',
    headers: ['Accept', 'Accept-Encoding'],
  },
  'version-required': {
    status: 428,
    title: 'De versie ontbreekt',
    detail:
      'Stuur If-None-Match: * mee om te geven, of If-Match met de ETag van de toestemming om te wijzigen.',
    when: 'a save with neither `If-None-Match: *` nor one strong `If-Match`, or a change of a consent, administrators or calendar with another form of them',
  },
  'invalid-request': {
    status: 400,
    title: 'Er staan fouten in het bericht',
    detail: 'Het bericht is niet verwerkt; bij errors staat wat er anders moet.',
    when: '`errors` lists every fault',
  },
  'too-many-requests': {
    status: 429,
    title: 'Te veel verzoeken',
    detail: 'Probeer het over een paar seconden opnieuw.',
    when: 'slow down; from the gateway, in its own form',
  },
  'internal-error': {
    status: 500,
    title: 'Er ging bij ons iets mis',
    detail: 'Er ging bij ons iets mis. Er is niets gewijzigd of de wijziging is volledig verwerkt.',
    when: 'a fault of ours',
  },
  'temporarily-unavailable': {
    status: 503,
    title: 'De dienst is even niet bereikbaar',
    detail: 'Probeer het zo dadelijk opnieuw.',
    when: 'try again after `Retry-After`',
    headers: ['Retry-After'],
  },
} as const satisfies Record<string, ProblemEntry>

export type ProblemCode = keyof typeof problems

/** The code as the `type` of RFC 9457, a URI. */
export const problemType = (code: ProblemCode): string => `urn:doorlevering:problem:${code}`

/** One fault of a request: where (a JSON Pointer into the body, or a query parameter), which, and what was expected. */
export type RequestFault = { code: string; detail: string } & ({ pointer: string } | { parameter: string })

interface ProblemOptions {
  /** Instead of that of the catalogue. Dutch, and never repeats what the caller sent. */
  detail?: string
  errors?: readonly RequestFault[]
  headers?: Readonly<Record<string, string>>
}

/** A refusal on its way to the caller. */
export class Problem extends Error {
  readonly code: ProblemCode
  readonly detail: string
  readonly errors: readonly RequestFault[] | undefined
  readonly headers: Readonly<Record<string, string>>

  constructor(code: ProblemCode, { detail, errors, headers = {} }: ProblemOptions = {}) {
    super(code)
    this.code = code
    this.detail = detail ?? problems[code].detail
    this.errors = errors
    this.headers = headers
  }
}

/** All faults of a request at once (400). */
export const invalidRequest = (errors: readonly RequestFault[]): Problem =>
  new Problem('invalid-request', { errors })
