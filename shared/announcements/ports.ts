import type { Due, Failures, Outcomes } from '../outbox/outbox.ts'
import type { Instant } from '../platform/time.ts'
import type { Announcement, AnnouncementKey, Reminder } from './announcement.ts'

/** What boards are still to be told. A change of administrators comes in by the directory, in the write that makes it. */
export interface Announcements extends Outcomes<Announcement>, Failures<AnnouncementKey> {
  /** Keeps a reminder to be sent: `false` where one of its name was kept before. */
  keep(reminder: Reminder): Promise<boolean>
  /** The announcement, as long as something is still to be done about it. */
  open(key: AnnouncementKey): Promise<Announcement | undefined>
  /** Announcements to look at by that moment, the longest waiting first. May lag behind by a moment. */
  due(now: Instant, limit: number): Promise<readonly Due<AnnouncementKey>[]>
}
