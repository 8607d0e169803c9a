/** A story told to people in a terminal, with nothing but HTTP calls and what was really answered. */
export const telling = (baseUrl: string) => {
  const call = async (
    method: string,
    path: string,
    options: { token?: string; body?: unknown; headers?: object } = {},
  ) => {
    const { token, body, headers } = options
    const response = await fetch(`${baseUrl}${path}`, {
      method,
      headers: {
        ...(token && { Authorization: `Bearer ${token}` }),
        ...(body !== undefined && { 'Content-Type': 'application/json' }),
        ...headers,
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
    return {
      status: response.status,
      etag: response.headers.get('etag') ?? '',
      body: JSON.parse(await response.text()),
    }
  }
  return {
    call,
    /** A body for a save, as the OpenAPI document has it. */
    exampleTerms: async () => {
      const { paths } = (await call('GET', '/v1/openapi.json')).body
      const { put } = paths['/schools/{schoolId}/monitorings/{schoolYear}/consent']
      return put.requestBody.content['application/json'].example
    },
    /** A token of somebody of a school, a board, or of an operator. */
    signIn: async (claims: object): Promise<string> =>
      (await call('POST', '/_local/tokens', { body: claims })).body.accessToken,
    moveClockTo: (now: string) => call('PUT', '/_local/clock', { body: { now } }),
    heading: (text: string): void => console.log(`\n\x1b[1m${text}\x1b[0m`),
    show: (...lines: unknown[]): void => {
      for (const line of lines) console.log(typeof line === 'string' ? `  ${line}` : indented(line))
    },
  }
}

const indented = (value: unknown): string => JSON.stringify(value, null, 2).replaceAll(/^/gm, '  ')
