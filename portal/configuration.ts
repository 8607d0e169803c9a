/** What the page is told where it is served, in `config.json` beside it. */
export interface Configuration {
  /** The OpenID issuer, as its discovery document names itself. */
  issuer: string
  /** This page, as the issuer knows it: a public client. */
  clientId: string
  /** What is asked for: `openid monitoring`, and what else the issuer wants for a refresh token. */
  scope: string
  /** Shown above every page, where people should know that this is not the real one. */
  notice?: string
  /** The address of a module of `Tools`, where the environment has some. */
  tools?: string
  /** Who answers for the page being accessible; where it is left out, the statement names nobody. */
  accessibility?: {
    organisation: string
    /** Where to report that something does not work. */
    email: string
    /** The day the statement was last looked over, as `2027-05-11`. */
    drawnUpOn: string
  }
}

export const readConfiguration = async (): Promise<Configuration> => {
  const response = await fetch('config.json', { cache: 'no-store' })
  if (!response.ok) throw new Error(`config.json was answered with ${response.status}`)
  return (await response.json()) as Configuration
}
