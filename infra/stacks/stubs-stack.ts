import { CfnOutput, Duration, Fn, RemovalPolicy, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { Key, KeySpec, KeyUsage } from 'aws-cdk-lib/aws-kms'
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import type { Construct } from 'constructs'
import { manifest as inspectorate } from '../../stubs/inspectorate/manifest.ts'
import { manifest as issuer } from '../../stubs/issuer/manifest.ts'
import type { StubManifest } from '../../stubs/manifest.ts'
import { tellOperators } from '../constructs/alerts.ts'
import { PrivateBucket } from '../constructs/private-bucket.ts'
import { ServiceFunction } from '../constructs/service-function.ts'
import { environmentOf } from '../function-environment.ts'
import type { ConnectedEnvironment, Environment } from '../stage-settings.ts'
import type { DataStack } from './data-stack.ts'
import { allow } from './grants.ts'

export interface StubsStackProps extends StackProps {
  readonly environment: Environment
  readonly data: DataStack
}

const CLIENT_ID = 'doorlevering'

/** By which the secrets are found, without their number. */
export const secretNameOf = (stubsStack: string): string => `${stubsStack}-secret`

/** For so long it is kept who signed in, and what was delivered. */
const KEPT_DAYS = 30

/** What stands for others on a trial stage, each a function behind a URL of its own (docs/decisions/0025-stubs.md). */
export class StubsStack extends Stack {
  /** Where they are, in the place of what the settings leave to them. */
  readonly addresses: Partial<Pick<ConnectedEnvironment, 'tokens' | 'inspectorate'>>
  readonly #environment: Environment
  readonly #data: DataStack
  readonly #bucket: PrivateBucket
  readonly #secret: Secret

  constructor(scope: Construct, id: string, { environment, data, ...props }: StubsStackProps) {
    super(scope, id, props)
    this.#environment = environment
    this.#data = data
    this.#bucket = this.makeBucket()
    this.#secret = this.makeSecret()
    this.addresses = {
      ...(environment.tokens === 'stub' && { tokens: this.makeIssuer() }),
      ...(environment.inspectorate === 'stub' && { inspectorate: this.makeInspectorate() }),
    }
    tellOperators(this, environment)
  }

  private makeIssuer(): ConnectedEnvironment['tokens'] {
    const tokenKey = new Key(this, 'token-key', {
      alias: `${this.stackName}-token-key`,
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: this.#environment.lasting ? RemovalPolicy.RETAIN : RemovalPolicy.DESTROY,
    })
    const url = this.makeStub('issuer', issuer, tokenKey)
    new CfnOutput(this, 'IssuerUrl', { value: url })
    return { issuer: url, audience: 'doorlevering', jwksUri: `${url}/jwks` }
  }

  private makeInspectorate(): ConnectedEnvironment['inspectorate'] {
    const url = this.makeStub('inspectorate', inspectorate)
    new CfnOutput(this, 'InspectorateUrl', { value: url })
    return { url, tokenUrl: `${url}/oauth/token`, clientId: CLIENT_ID }
  }

  /** Its address, without a slash at the end. */
  private makeStub(name: string, manifest: StubManifest, tokenKey?: Key): string {
    const stub = new ServiceFunction(this, name, {
      manifest,
      source: `stubs/${name}`,
      environment: environmentOf(
        manifest.settings,
        {
          STUBS_BUCKET: this.#bucket.bucketName,
          STUBS_SECRET: this.#secret.secretValue.unsafeUnwrap(),
          TOKEN_KEY_ID: tokenKey?.keyArn,
          SIGNING_KEY_ID: this.#data.signingKey.keyArn,
          INSPECTORATE_CLIENT_ID: CLIENT_ID,
          PORTAL_URL: this.#environment.portalUrl,
        },
        file => file.deployed,
      ),
      logRetention: this.#environment.logRetention,
    })
    this.grant(stub, name, manifest.grants, tokenKey)
    // Browsers and our own functions call it, with a secret or a token where something is to be had.
    const { url } = stub.live.addFunctionUrl({ authType: FunctionUrlAuthType.NONE })
    return `https://${Fn.select(2, Fn.split('/', url))}`
  }

  private grant(stub: ServiceFunction, name: string, may: StubManifest['grants'], tokenKey?: Key): void {
    for (const statement of [
      ...allow('s3', may.objects, [this.#bucket.arnForObjects(`${name}/*`)]),
      ...allow('s3', may.bucket, [this.#bucket.bucketArn]),
      ...allow('kms', may.tokenKey, tokenKey && [tokenKey.keyArn]),
      ...allow('kms', may.signingKey, [this.#data.signingKey.keyArn]),
    ])
      stub.addToRolePolicy(statement)
    Validations.of(stub.role!).acknowledge({
      id: `AwsSolutions-IAM5[Resource::<stubs9501FB27.Arn>/${name}/*]`,
      reason: 'Objects bear a hash of a name made at run time; only the folder of this stub is reached.',
    })
  }

  private makeBucket(): PrivateBucket {
    const bucket = new PrivateBucket(this, 'stubs', {
      lasting: false,
      versioned: true,
      lifecycleRules: [
        { expiration: Duration.days(KEPT_DAYS), noncurrentVersionExpiration: Duration.days(1) },
        { expiredObjectDeleteMarker: true },
      ],
    })
    Validations.of(bucket).acknowledge({
      id: 'AwsSolutions-S1',
      reason: 'It holds what was made of demo data, for a month.',
    })
    return bucket
  }

  /** Whoever may read it may sign in as anybody, and see what was delivered. */
  private makeSecret(): Secret {
    const { stubsSecret: number } = this.#environment
    const secretName = `${secretNameOf(this.stackName)}-${number}`
    const secret = new Secret(this, `secret-${number}`, {
      secretName,
      generateSecretString: { excludePunctuation: true, passwordLength: 32 },
      removalPolicy: RemovalPolicy.DESTROY,
    })
    Validations.of(secret).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason: 'It opens demo data only. It is turned by a setting (docs/runbooks/stubs.md).',
    })
    new CfnOutput(this, 'SecretName', { value: secretName })
    return secret
  }
}
