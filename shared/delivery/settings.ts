/** Settings of every function that makes schedules: their group, what they feed, and the role that may write to both queues. */
export const schedulesSettings = {
  SCHEDULE_GROUP: 'required',
  DELIVERIES_QUEUE_ARN: 'required',
  SCHEDULE_ROLE_ARN: 'required',
  SCHEDULE_DLQ_ARN: 'required',
} as const
