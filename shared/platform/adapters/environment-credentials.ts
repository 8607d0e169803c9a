import { fromEnv } from '@aws-sdk/credential-provider-env'

/**
 * Where the SDK finds credentials. Lambda puts them into the environment of each instance, so that in the bundles this
 * stands in the place of the SDK's search through files, profiles and logins, half of their code.
 */
export const defaultProvider = fromEnv
