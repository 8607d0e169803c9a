import { GetEmailIdentityCommand } from '@aws-sdk/client-sesv2'
import type { Found } from '../checks.ts'
import type { Context } from '../context.ts'
import type { Aws } from './clients.ts'
import { outputsOf, stacksOf } from './stage.ts'

/** Whether SES found the records by which a domain is ours, and its bounces come back. */
export const mailDomain = async ({ ses }: Aws, domain: string, region: string): Promise<Found> => {
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
}

const recordsOf = (domain: string, region: string, tokens: readonly string[]): readonly string[] => [
  ...tokens.map(token => `${token}._domainkey.${domain} CNAME ${token}.dkim.amazonses.com`),
  `mail.${domain} MX 10 feedback-smtp.${region}.amazonses.com`,
  `mail.${domain} TXT "v=spf1 include:amazonses.com ~all"`,
]

/** Its own policy, or that of a domain above it (RFC 7489, section 6.6.3). */
export const dmarc = async (dns: Context['dns'], domain: string): Promise<Found> => {
  const labels = domain.split('.')
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'))
  for (const name of domains) {
    const policy = (await dns(`_dmarc.${name}`, 'TXT')).find(text => text.startsWith('v=DMARC1'))
    if (policy !== undefined) return { ok: true, found: `${policy} (_dmarc.${name})` }
  }
  return {
    ok: false,
    found: `_dmarc.${domain} says nothing`,
    todo: [`_dmarc.${domain} TXT "v=DMARC1; p=quarantine; rua=mailto:<an address of yours>"`],
  }
}

/** Whether the page's own name points to CloudFront. */
export const ownName = async (
  aws: Aws,
  dns: Context['dns'],
  stage: string,
  domainName: string,
): Promise<Found> => {
  const outputs = await outputsOf(aws, stacksOf(stage).address)
  if (!outputs?.FrontName)
    return { ok: undefined, found: `what ${domainName} points to comes with the deployment` }
  const names = await dns(domainName, 'CNAME')
  return {
    ok: names.includes(outputs.FrontName),
    found: `${domainName} points to ${names.join(', ') || 'nothing'}`,
    todo: [`${domainName} CNAME ${outputs.FrontName}`],
  }
}
