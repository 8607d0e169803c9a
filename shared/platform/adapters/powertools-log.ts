import { Logger } from '@aws-lambda-powertools/logger'
import { causeOf, type Log, logCatalogue } from '../log.ts'

/** JSON lines in CloudWatch, the service's name from `POWERTOOLS_SERVICE_NAME`. */
export const powertoolsLog = (logger = new Logger()): Log => ({
  info: (code, ids) => logger.info(logCatalogue[code], { code, ...ids }),
  error: (code, ids, cause) =>
    logger.error(logCatalogue[code], { code, ...ids, ...(cause !== undefined && causeOf(cause)) }),
})
