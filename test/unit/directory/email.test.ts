import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { email, emailForm } from '../../../shared/directory/email.ts'
import { badAddresses, goodAddresses } from '../../support/mail-addresses.ts'

const mailboxOf = (address: string) => address.slice(0, address.indexOf('@'))

describe('a mail address', () => {
  it('is as the document says it is, which cannot say how long the part before the @ is', () => {
    const isOfForm = (text: string) =>
      text.length <= emailForm.maxLength && new RegExp(emailForm.pattern).test(text)
    for (const address of goodAddresses) expect(isOfForm(address)).toBe(true)
    for (const address of badAddresses) expect(isOfForm(address)).toBe(mailboxOf(address).length === 65)
  })

  it('is none of another form', () => {
    for (const address of badAddresses) expect(email.safeParse(address).success, address).toBe(false)
  })

  it('is one without the white space around it', () => {
    const space = fc.stringMatching(/^[ \t\r\n\u00a0\u2003\u3000\ufeff]*$/)
    fc.assert(
      fc.property(space, fc.constantFrom(...goodAddresses), space, (before, address, after) => {
        expect(email.safeParse(`${before}${address}${after}`).data).toBe(address)
      }),
    )
  })
})
