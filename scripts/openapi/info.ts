/** What a reader of the document is told first. */
export const info = {
  title: 'Doorlevering',
  summary:
    'Delivers a school’s social safety monitoring to the Inspectie van het Onderwijs, with consent, once.',
  description: `
A Dutch school surveys its pupils on social safety every school year. With its board’s permission it may have the
aggregated results delivered to the *Inspectie van het Onderwijs* on a date it chooses. Until the end of the day before,
the consent can be changed or withdrawn.

**Who calls.** Every operation but \`/openapi.json\` asks for a bearer token. Its \`role\` is \`school\`, \`board\` or
\`operator\`; \`x-roles\` says which of them may use an operation, and \`x-reach\` whose data it is about: a school or board outside the
caller’s reach answers exactly as one that does not exist.

**Versions.** A consent has an \`ETag\`. A save says what it starts from: \`If-None-Match: *\` for nothing,
\`If-Match\` for that version. A save whose answer was lost can be sent again as it was.

**Traces.** A \`traceparent\` (W3C Trace Context) is carried on from the request to the mail, the schedule and the delivery.

**Dates.** Timestamps are in UTC and their names end in \`At\` or \`Until\`; days are of the calendar in
Europe/Amsterdam and their names end in \`Date\`.

**Problems.** Every refusal of ours is \`application/problem+json\`. Programs read \`code\`; \`title\` and \`detail\` are
Dutch, for people. The gateway answers by itself, in its own form and without \`API-Version\`, to a request it cannot read
(400), one larger than it takes (413), too many requests (429), and where a function broke off (500) or did not answer in
time (503). That form is \`GatewayAnswer\`.

**Changes.** \`API-Version\` follows semantic versioning. Within a major version answers may gain properties and codes, so
pass over those you do not know.
`.trim(),
  contact: {
    name: 'Team Doorlevering',
    url: 'https://doorlevering.example/contact',
    email: 'api@doorlevering.example',
  },
  license: {
    name: 'EUPL-1.2',
    url: 'https://interoperable-europe.ec.europa.eu/licence/european-union-public-licence-version-12-eupl',
  },
} as const
