export interface Options {
  /** Where the API is, such as `https://api.example.nl/v1`. */
  baseUrl: string
  /** A token of whoever is signed in: asked for before the first request, and anew once the API refuses it (401). */
  token: () => Promise<string>
  /** How often a request that got no answer is sent again; 4 where absent. */
  retries?: number
  /** What sends a request; that of the browser or of Node where absent. */
  fetch?: (request: Request) => Promise<Response>
  /** Waits a number of seconds before the next try. */
  wait?: (seconds: number) => Promise<void>
}
