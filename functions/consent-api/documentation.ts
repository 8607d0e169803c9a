import * as z from 'zod/mini'
import {
  consent,
  event,
  monitoringStatus,
  newConduct,
  newConductExample,
  obstacles,
} from '../../shared/consent/schemas.ts'
import { delivery, payload } from '../../shared/delivery/schemas.ts'
import {
  boardId,
  boardName,
  offeredWindow,
  schoolId,
  schoolName,
  schoolYear,
} from '../../shared/directory/schemas.ts'
import type { Documentation } from '../../shared/http/documentation.ts'
import { level, reportDigest, results, withheld } from '../../shared/monitoring/schemas.ts'
import { annotate, array, items, nullable } from '../../shared/platform/schemas.ts'
import type { monitoringView } from './monitoring-view.ts'

const levelView = annotate(
  z.object({
    level,
    allowed: annotate(z.boolean(), {
      description: 'Whether these results can be delivered at this level.',
      examples: [true],
    }),
    digest: nullable(reportDigest, { description: 'Null where not allowed or without results.' }),
    withheld,
  }),
  { id: 'LevelState', description: 'What would be delivered at one level.' },
)

const monitoring: z.ZodMiniType<ReturnType<typeof monitoringView>> = annotate(
  z.object({
    schoolId,
    schoolName,
    boardId,
    boardName,
    schoolYear,
    status: monitoringStatus,
    results,
    obstacles,
    levels: array(levelView, 2, { description: 'Both levels, always.' }),
    deliveryWindows: array(offeredWindow, 100, {
      description: 'Those this school can choose from today; none once delivered.',
    }),
    consent: nullable(consent),
    delivery: nullable(delivery),
  }),
  { id: 'Monitoring', description: 'Where one school stands in one school year.' },
)

const saving =
  'The board’s administrators get one mail for each save. A request that is repeated by the same person, because its answer was lost, gets the same answer again and saves nothing twice.'

const withdrawn = {
  status: 'withdrawn',
  version: 2,
  withdrawnBy: { name: 'A. de Jong', role: 'school' },
  withdrawnAt: '2027-05-12T08:15:30.000Z',
  statement:
    'A. de Jong heeft op 12 mei 2027 10:15 de toestemming ingetrokken om de resultaten van de monitoring sociale veiligheid van schooljaar 2026-2027 op onderwijssoortniveau op 1 juli 2027 te leveren aan de Inspectie van het Onderwijs.',
}

const changed = {
  version: 2,
  changedBy: { name: 'A. de Jong', role: 'school' },
  changedAt: '2027-05-12T08:15:30.000Z',
}

export const documentation = {
  listMonitorings: {
    tag: 'Monitoring',
    summary: 'List a school’s school years',
    description: 'School years with a delivery window, results or a consent, newest first.',
    answers: { 200: { description: 'The school years.', schema: items(monitoring, 10_000) } },
  },
  getMonitoring: {
    tag: 'Monitoring',
    summary: 'Read where a school stands in a school year',
    description: 'Every well-formed school year has a state, if an empty one.',
    answers: { 200: { description: 'The state.', schema: monitoring } },
  },
  takeBackResults: {
    tag: 'Monitoring',
    summary: 'Take back results that were imported by mistake',
    description:
      'What follows is as with newer results: the digest of a consent in force changes, and the board is mailed. An import that began earlier and ends later does not bring them back.',
    answers: { 204: { description: 'They are gone.' } },
  },
  getConsent: {
    tag: 'Consent',
    summary: 'Read the consent',
    description: 'In force or withdrawn, with the version a save starts from.',
    answers: {
      200: { description: 'The consent.', schema: consent, headers: ['ETag'] },
    },
  },
  saveConsent: {
    tag: 'Consent',
    summary: 'Give or change consent',
    description: `Send \`If-None-Match: *\` to give consent, or \`If-Match\` with the ETag you read to change it, or to give it again after a withdrawal. ${saving}`,
    preconditions: { 'If-Match': { required: false }, 'If-None-Match': { required: false } },
    body: {
      id: 'ConsentTerms',
      description: 'What a school agrees to.',
      annotations: {
        boardApproval: { const: true, description: 'The board approves.' },
        boardNotification: { const: true, description: 'The board’s administrators may be mailed.' },
        level: { description: 'What is delivered: the school as a whole, or each education type.' },
        deliveryDate: {
          format: 'date',
          maxLength: 10,
          description: 'After today in Europe/Amsterdam, and in a delivery window of the school year.',
        },
        conduct: newConduct,
      },
      example: {
        boardApproval: true,
        boardNotification: true,
        level: 'education-type',
        deliveryDate: '2027-07-01',
        conduct: newConductExample,
      },
    },
    answers: {
      200: { description: 'Changed, or given again.', schema: consent, headers: ['ETag'], example: changed },
      201: { description: 'Given for the first time.', schema: consent, headers: ['ETag'] },
    },
  },
  withdrawConsent: {
    tag: 'Consent',
    summary: 'Withdraw consent',
    description: `After a withdrawal nothing is delivered. ${saving}`,
    preconditions: { 'If-Match': { required: true } },
    answers: {
      200: { description: 'The withdrawn consent.', schema: consent, headers: ['ETag'], example: withdrawn },
    },
  },
  listEvents: {
    tag: 'Consent',
    summary: 'List who did what and when',
    description: 'Oldest first. Empty before the first consent.',
    answers: { 200: { description: 'The history.', schema: items(event, 100_000) } },
  },
  getDelivery: {
    tag: 'Delivery',
    summary: 'Read the delivery',
    description: 'There is one from the consent on, and none after a withdrawal.',
    answers: { 200: { description: 'The delivery.', schema: delivery } },
  },
  getDeliveryPayload: {
    tag: 'Delivery',
    summary: 'Read what was delivered',
    description: 'The exact bytes that the inspectorate received.',
    answers: { 200: { description: 'What the inspectorate received.', schema: payload } },
  },
} as const satisfies Readonly<Record<string, Documentation>>
