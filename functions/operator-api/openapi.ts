import * as z from 'zod/mini'
import { route } from '../../shared/http/route.ts'
import type { OperatorApiPorts } from './ports.ts'

/** GET: what the API is, for programs and for who writes them (NL GOV API Design Rules, `/core/publish-openapi`). */
export const getOpenApi = ({ openApi }: OperatorApiPorts) =>
  route({
    operationId: 'getOpenApi',
    method: 'GET',
    path: '/v1/openapi.json',
    reach: 'all',
    roles: 'anyone',
    // Readers of documents add parameters of their own, against caches.
    query: z.looseObject({}),
    handle: async () => ({
      status: 200,
      headers: { 'Access-Control-Allow-Origin': '*' },
      body: openApi,
    }),
  })
