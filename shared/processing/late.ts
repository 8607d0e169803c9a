/** From so many minutes on, a mail that waits is one that operators are alarmed about; a delivery likewise. */
export const MAIL_LATE_MINUTES = 15
export const DELIVERY_LATE_MINUTES = 30
