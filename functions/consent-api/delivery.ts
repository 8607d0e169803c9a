import { archiveNameOf, deliveryView } from '../../shared/delivery/delivery.ts'
import { Problem } from '../../shared/http/problems.ts'
import { route } from '../../shared/http/route.ts'
import type { ConsentApiPorts } from './ports.ts'

const path = '/v1/schools/{schoolId}/monitorings/{schoolYear}/delivery'

/** GET: the delivery, planned from the consent on. */
export const getDelivery = ({ events }: ConsentApiPorts) =>
  route({
    operationId: 'getDelivery',
    method: 'GET',
    path,
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    refuses: ['delivery-not-found'],
    load: key => events.head(key),
    handle: async ({ facts: head }) => {
      const delivery = head && deliveryView(head)
      if (!delivery) throw new Problem('delivery-not-found')
      return { status: 200, body: delivery }
    },
  })

/** GET: the exact bytes that were delivered. */
export const getPayload = ({ events, archive }: ConsentApiPorts) =>
  route({
    operationId: 'getDeliveryPayload',
    method: 'GET',
    path: `${path}/payload`,
    reach: 'school',
    roles: ['school', 'board', 'operator'],
    refuses: ['delivery-not-found'],
    load: key => events.head(key),
    handle: async ({ facts: head }) => {
      const bytes = head?.state.phase === 'delivered' && (await archive.read(archiveNameOf(head, head.state)))
      if (!bytes) throw new Problem('delivery-not-found')
      return { status: 200, body: bytes, mediaType: 'application/json' }
    },
  })
