import type { Announcement, AnnouncementKey } from '../../../shared/announcements/announcement.ts'
import type { Announcements } from '../../../shared/announcements/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

type Kept = Omit<Announcement, 'nextAttemptAt'> & { nextAttemptAt: Instant | null }

/** Announcements in memory, copied in and out. */
export class InMemoryAnnouncements implements Announcements {
  readonly #announcements = new Map<string, Kept>()

  async keep(announcement: Announcement): Promise<boolean> {
    if (this.#announcements.has(nameOf(announcement))) return false
    this.#announcements.set(nameOf(announcement), structuredClone(announcement))
    return true
  }

  async open(key: AnnouncementKey): Promise<Announcement | undefined> {
    const kept = this.#announcements.get(nameOf(key))
    return kept?.nextAttemptAt == null ? undefined : (structuredClone(kept) as Announcement)
  }

  async saveOutcome(
    announcement: Announcement,
    effects: Announcement['effects'],
    nextAttemptAt: Instant | null,
  ): Promise<boolean> {
    const kept = this.#announcements.get(nameOf(announcement))
    if (
      kept?.nextAttemptAt !== announcement.nextAttemptAt ||
      kept.effects.attempts !== announcement.effects.attempts
    )
      return false
    Object.assign(kept, { effects: structuredClone(effects), nextAttemptAt })
    return true
  }

  async due(now: Instant, limit: number): Promise<readonly AnnouncementKey[]> {
    return [...this.#announcements.values()]
      .flatMap(({ nextAttemptAt, boardId, name }) =>
        nextAttemptAt !== null && nextAttemptAt <= now ? [{ nextAttemptAt, boardId, name }] : [],
      )
      .sort((one, other) => (one.nextAttemptAt < other.nextAttemptAt ? -1 : 1))
      .slice(0, limit)
      .map(({ boardId, name }) => ({ boardId, name }))
  }

  /** The effect record of every announcement, by its name. */
  get outcomes(): Readonly<
    Record<string, { effects: Announcement['effects']; nextAttemptAt: Instant | null }>
  > {
    return Object.fromEntries(
      [...this.#announcements.values()].map(({ name, effects, nextAttemptAt }) => [
        name,
        structuredClone({ effects, nextAttemptAt }),
      ]),
    )
  }
}

const nameOf = ({ boardId, name }: AnnouncementKey): string => `${boardId} ${name}`
