import * as z from 'zod/mini'
import { Problem } from '../../shared/http/problems.ts'
import { route } from '../../shared/http/route.ts'
import { importKinds } from '../../shared/ingestion/ports.ts'
import { importStatus, requestImport } from '../../shared/ingestion/requests.ts'
import type { OperatorApiPorts } from './ports.ts'

/** POST: asks for the place to upload one file of a kind. */
export const postImport = (ports: OperatorApiPorts) =>
  route({
    operationId: 'createImport',
    method: 'POST',
    path: '/v1/imports',
    reach: 'all',
    roles: ['operator'],
    body: z.strictObject({ kind: z.enum(importKinds) }),
    handle: async ({ body }) => ({ status: 201, body: await requestImport(ports, body.kind) }),
  })

/** GET: how far an import is, and what is wrong with its file. */
export const getImport = (ports: OperatorApiPorts) =>
  route({
    operationId: 'getImport',
    method: 'GET',
    path: '/v1/imports/{importId}',
    reach: 'all',
    roles: ['operator'],
    handle: async ({ params }) => {
      const status = await importStatus(ports, params.importId)
      if (!status) throw new Problem('not-found')
      return { status: 200, body: status }
    },
  })
