import { expect, it } from 'vitest'
import { pacedMailer } from '../../../shared/notification/paced-mailer.ts'
import { given } from '../../support/builders.ts'
import { mailAfter } from './mails.ts'

const mail = { ...mailAfter(given()), to: ['a@bestuur.example', 'b@bestuur.example'] }

/** What was done, in its order, where the next turn is so far off. */
const sentAfter = async (wait: number | undefined) => {
  const told: unknown[] = []
  const paced = pacedMailer(
    {
      send: async () => {
        told.push('sent')
        return 'sent'
      },
    },
    {
      reserve: async addressees => {
        told.push(addressees)
        return wait
      },
    },
    async (most, least) => void told.push({ most, least }),
  )
  return { outcome: await paced.send(mail), told }
}

it('a mail waits for its turn, which is as long as it has addressees', async () => {
  expect(await sentAfter(250)).toEqual({ told: [2, { most: 250, least: 250 }, 'sent'], outcome: 'sent' })
})

it('a mail whose turn is too far off is not sent', async () => {
  expect(await sentAfter(undefined)).toEqual({ told: [2], outcome: 'no-turn' })
})
