import { describe, expect, it } from 'vitest'
import {
  announcementReferenceOf,
  isAnnouncementReference,
  reminderNameOf,
} from '../../../shared/announcements/announcement.ts'
import { eventKeyFrom, eventNameOf } from '../../../shared/consent/event-name.ts'
import { boardId, day, key, schoolYear } from '../../support/builders.ts'

const references = [
  announcementReferenceOf({ boardId, name: 'ADMINISTRATORS#00000003' }),
  announcementReferenceOf({ boardId, name: reminderNameOf(schoolYear, day('2027-07-01'), 14) }),
  announcementReferenceOf({ boardId, name: reminderNameOf(schoolYear, day('2027-07-01'), 3) }),
]

describe('the reference of an announcement', () => {
  it('holds ids only, in letters that a mail’s tag may have', () => {
    expect(references).toEqual([
      '99001_ADMINISTRATORS_00000003',
      '99001_REMINDER_2026-2027_2027-07-01_14',
      '99001_REMINDER_2026-2027_2027-07-01_3',
    ])
  })

  it('is known as such, and never taken for an event', () => {
    for (const reference of references) {
      expect(isAnnouncementReference(reference)).toBe(true)
      expect(eventKeyFrom(reference)).toBeUndefined()
    }
  })

  it.each([
    '',
    '99001',
    '99001_ADMINISTRATORS',
    'x99001_ADMINISTRATORS_00000003',
    '99001_ADMINISTRATORS_00000003 x',
    '99001_NIEUWSBRIEF_3',
    eventNameOf({ ...key, version: 3 }),
  ])('is not %j', text => {
    expect(isAnnouncementReference(text)).toBe(false)
  })
})
