import type { Announcement, AnnouncementKey } from '../../../shared/announcements/announcement.ts'
import type { Announcements } from '../../../shared/announcements/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

type Kept = Omit<Announcement, 'nextAttemptAt'> & { nextAttemptAt: Instant | null }

/** Announcements in memory, copied in and out. */
export class InMemoryAnnouncements implements Announcements {
  readonly #announcements = new Map<string, Kept>()
  readonly #failures = new Map<string, number>()

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
      .filter(kept => (this.#failures.get(nameOf(kept)) ?? 0) < 3)
      .flatMap(({ nextAttemptAt, boardId, name }) =>
        nextAttemptAt !== null && nextAttemptAt <= now ? [{ nextAttemptAt, boardId, name }] : [],
      )
      .sort((one, other) => (one.nextAttemptAt < other.nextAttemptAt ? -1 : 1))
      .slice(0, limit)
      .map(({ boardId, name }) => ({ boardId, name }))
  }

  async fail(key: AnnouncementKey): Promise<boolean> {
    const failures = (this.#failures.get(nameOf(key)) ?? 0) + 1
    this.#failures.set(nameOf(key), failures)
    return failures === 3
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
