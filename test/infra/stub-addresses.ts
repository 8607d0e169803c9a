import { expect } from 'vitest'
import type { Stage } from './synthesized.ts'

/** As a template of the service has the address of a stub, which the stack of the stubs tells it. */
const addressOf = (stage: Stage, stub: string, path = '') => {
  const name = new RegExp(`^doorlevering-${stage.name}-stubs:ExportsOutputFnGetAtt${stub}live.*FunctionUrl`)
  const host = {
    'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::ImportValue': expect.stringMatching(name) }] }],
  }
  return { 'Fn::Join': ['', ['https://', host, ...(path ? [path] : [])]] }
}

/** Whose tokens the service takes, and where it delivers. */
export const addressesIn = (stage: Stage) => {
  const { tokens, inspectorate } = stage.environment
  return {
    tokens:
      tokens === 'stub'
        ? {
            issuer: addressOf(stage, 'issuer'),
            audience: 'doorlevering',
            jwksUri: addressOf(stage, 'issuer', '/jwks'),
          }
        : tokens,
    inspectorate:
      inspectorate === 'stub'
        ? {
            url: addressOf(stage, 'inspectorate'),
            tokenUrl: addressOf(stage, 'inspectorate', '/oauth/token'),
            clientId: 'doorlevering',
          }
        : inspectorate,
  }
}
