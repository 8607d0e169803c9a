declare module 'dynalite' {
  import type { Server } from 'node:http'

  /** DynamoDB over its real protocol; in memory where no path is given. */
  export default function dynalite(options?: {
    createTableMs?: number
    deleteTableMs?: number
    updateTableMs?: number
  }): Server
}
