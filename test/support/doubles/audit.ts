import type { Audit, AuditEntry } from '../../../shared/access/audit.ts'

/** An audit log in memory. */
export class InMemoryAudit implements Audit {
  readonly entries: AuditEntry[] = []

  async record(entry: AuditEntry): Promise<void> {
    this.entries.push(entry)
  }
}
