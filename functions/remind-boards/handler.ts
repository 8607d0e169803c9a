import { type RemindPorts, remindBoards } from '../../shared/announcements/remind-boards.ts'
import { worker } from '../../shared/platform/worker.ts'

/** Every morning: reminds the boards that want it before the last delivery window closes. */
export const make = (ports: RemindPorts) => worker(ports.log, () => remindBoards(ports))
