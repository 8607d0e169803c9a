import type { EventView, Monitoring, Report } from '../shapes.ts'

/** What a school's page shows, as the service has it now. */
export interface Loaded {
  monitoring: Monitoring
  reports: readonly Report[]
  events: readonly EventView[]
  /** The report that the consent in force was saved for, where newer figures have replaced it, and it was kept. */
  promised?: Report | undefined
}
