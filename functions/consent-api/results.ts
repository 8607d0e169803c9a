import { takeBackResults } from '../../shared/consent/take-back-results.ts'
import { Problem } from '../../shared/http/problems.ts'
import { route } from '../../shared/http/route.ts'
import type { ConsentApiPorts } from './ports.ts'

/** DELETE: takes back results that were imported by mistake. */
export const deleteResults = (ports: ConsentApiPorts) =>
  route({
    operationId: 'takeBackResults',
    method: 'DELETE',
    path: '/v1/schools/{schoolId}/monitorings/{schoolYear}/results/{questionnaire}',
    reach: 'school',
    roles: ['operator'],
    refuses: ['already-delivered', 'results-closed'],
    handle: async ({ params: { questionnaire, ...key } }) => {
      const outcome = await takeBackResults(ports, key, questionnaire)
      if (outcome !== 'taken-back') throw new Problem(outcome)
      return { status: 204 }
    },
  })
