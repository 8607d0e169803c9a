import type { Instant } from '../platform/time.ts'
import type { Notice, NoticeEffects, NoticeKey, Reminder } from './notice.ts'

/** What boards are still to be told. A change of administrators comes in by the directory, in the write that makes it. */
export interface Notices {
  /** Keeps a reminder to be sent: `false` where one of its name was kept before. */
  keep(reminder: Reminder): Promise<boolean>
  /** The notice, as long as something is still to be done about it. */
  open(key: NoticeKey): Promise<Notice | undefined>
  /**
   * Replaces the notes if nobody has since the notice was read; null where nothing is left. `false` where somebody has:
   * the work is theirs then.
   */
  note(notice: Notice, effects: NoticeEffects, openAt: Instant | null): Promise<boolean>
  /** Notices to look at by that moment, the longest waiting first. May lag behind by a moment. */
  due(now: Instant, limit: number): Promise<readonly NoticeKey[]>
}
