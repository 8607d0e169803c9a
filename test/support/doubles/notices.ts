import type { Notice, NoticeEffects, NoticeKey } from '../../../shared/notices/notice.ts'
import type { Notices } from '../../../shared/notices/ports.ts'
import type { Instant } from '../../../shared/platform/time.ts'

type Kept = Omit<Notice, 'openAt'> & { openAt: Instant | null }

/** Notices in memory, copied in and out. */
export class InMemoryNotices implements Notices {
  readonly #notices = new Map<string, Kept>()

  async keep(notice: Notice): Promise<boolean> {
    if (this.#notices.has(nameOf(notice))) return false
    this.#notices.set(nameOf(notice), structuredClone(notice))
    return true
  }

  async open(key: NoticeKey): Promise<Notice | undefined> {
    const kept = this.#notices.get(nameOf(key))
    return kept?.openAt == null ? undefined : (structuredClone(kept) as Notice)
  }

  async note(notice: Notice, effects: NoticeEffects, openAt: Instant | null): Promise<boolean> {
    const kept = this.#notices.get(nameOf(notice))
    if (kept?.openAt !== notice.openAt || kept.effects.attempts !== notice.effects.attempts) return false
    Object.assign(kept, { effects: structuredClone(effects), openAt })
    return true
  }

  async due(now: Instant, limit: number): Promise<readonly NoticeKey[]> {
    return [...this.#notices.values()]
      .flatMap(({ openAt, boardId, name }) =>
        openAt !== null && openAt <= now ? [{ openAt, boardId, name }] : [],
      )
      .sort((one, other) => (one.openAt < other.openAt ? -1 : 1))
      .slice(0, limit)
      .map(({ boardId, name }) => ({ boardId, name }))
  }

  /** What is noted about every notice, by its name. */
  get noted(): Readonly<Record<string, { effects: NoticeEffects; openAt: Instant | null }>> {
    return Object.fromEntries(
      [...this.#notices.values()].map(({ name, effects, openAt }) => [
        name,
        structuredClone({ effects, openAt }),
      ]),
    )
  }
}

const nameOf = ({ boardId, name }: NoticeKey): string => `${boardId} ${name}`
