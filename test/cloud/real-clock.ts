import { Temporal } from 'temporal-polyfill'
import { type Clock, instantFromMilliseconds } from '../../shared/platform/time.ts'

/** What is deployed goes by the real time, and so must who tests it. */
export const realClock: Clock = () => instantFromMilliseconds(Temporal.Now.instant().epochMilliseconds)
