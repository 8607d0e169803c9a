import { GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import type { Found } from '../checks.ts'
import type { Aws } from './clients.ts'

/** Reads DNS: the texts of a name, none where there are none. */
export type Texts = (name: string) => Promise<readonly string[]>

/** Whether SES found the records by which a domain is ours, and its bounces come back. */
export const mailDomain = async ({ ses }: Aws, domain: string, region: string): Promise<Found> => {
  try {
    const { DkimAttributes, MailFromAttributes } = await ses.send(
      new GetEmailIdentityCommand({ EmailIdentity: domain }),
    )
    const [dkim, mailFrom] = [DkimAttributes?.Status, MailFromAttributes?.MailFromDomainStatus]
    const tokens = DkimAttributes?.Tokens ?? []
    return {
      ok: dkim === 'SUCCESS' && mailFrom === 'SUCCESS',
      found: `${domain}: DKIM ${dkim}, MAIL FROM ${mailFrom}`,
      todo: ['Set these records, and wait for up to an hour:', ...recordsOf(domain, region, tokens)],
    }
  } catch (error) {
    if ((error as Error).name !== 'NotFoundException') throw error
    return { ok: undefined, found: `${domain} comes with the deployment` }
  }
}

const recordsOf = (domain: string, region: string, tokens: readonly string[]): readonly string[] => [
  ...tokens.map(token => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`),
  `mail.${domain} MX 10 feedback-smtp.${region}.amazonses.com`,
  `mail.${domain} TXT "v=spf1 include:amazonses.com ~all"`,
]

/** Its own policy, or that of a domain above it (RFC 7489, section 6.6.3). */
export const dmarc = async (texts: Texts, domain: string): Promise<Found> => {
  const labels = domain.split('.')
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
  for (const name of domains) {
    const policy = (await texts(`_dmarc.${name}`)).find(text => text.startsWith('v=DMARC1'))
    if (policy !== undefined) return { ok: true, found: `${policy} (_dmarc.${name})` }
  }
  return {
    ok: false,
    found: `_dmarc.${domain} says nothing`,
    todo: [`_dmarc.${domain} TXT "v=DMARC1; p=quarantine; rua=mailto:<an address of yours>"`],
  }
}
