import type { Result } from '../../stubs/http.ts'
import { policyText } from '../page/policy.ts'
import type { FakeMailbox } from './fakes/mailbox.ts'

const path = /^\/_local\/mails\/(?<place>[1-9]\d{0,5})$/

/** A mail brings its own styles; it runs nothing, loads nothing and reaches no other page of this origin. */
const policy = policyText({ 'default-src': "'none'", 'style-src': "'unsafe-inline'", sandbox: '' })

/** One mail as a mail program shows it, by its place in the mailbox from 1; undefined at any other address. */
export const mailPage = (mailbox: FakeMailbox, url: string): Result | undefined => {
  const mail = mailbox.mails()[Number(path.exec(url)?.groups?.place) - 1]
  return (
    mail && {
      statusCode: 200,
      headers: { 'Content-Type': 'text/html; charset=utf-8', 'Content-Security-Policy': policy },
      body: mail.html,
    }
  )
}
