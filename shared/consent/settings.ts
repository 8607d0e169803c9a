/** Settings of every function that appends to the logs. */
export const eventLogSettings = { TABLE_NAME: 'required', LEDGER_BUCKET: 'required' } as const
