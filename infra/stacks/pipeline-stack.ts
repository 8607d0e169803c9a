import { Aws, CfnOutput, DefaultStackSynthesizer, Stack, type StackProps, Validations } from 'aws-cdk-lib'
import { PolicyStatement, Role, WebIdentityPrincipal } from 'aws-cdk-lib/aws-iam'
import type { Construct } from 'constructs'
import type { Pipeline } from '../stage-settings.ts'
import { secretNameOf } from './stubs-stack.ts'

const GITHUB = 'token.actions.githubusercontent.com'

export interface PipelineStackProps extends StackProps {
  readonly stage: string
  /** The name of the stack of the stubs, where there is one. */
  readonly stubs?: string | undefined
  readonly pipeline: Pipeline
}

/** As whom GitHub's workflows work in the account of a stage, without a key (docs/decisions/0026-pipeline.md). */
export class PipelineStack extends Stack {
  readonly #repository: string

  constructor(scope: Construct, id: string, { stage, pipeline, stubs, ...props }: PipelineStackProps) {
    super(scope, id, props)
    this.#repository = pipeline.repository
    const deploys = this.makeRole('deploy', stage, ['deploy-role', 'file-publishing-role', 'lookup-role'])
    if (stubs !== undefined) this.letReadSecretOf(stubs, deploys)
    this.makeRole('read', `${stage}-read`, ['lookup-role'])
  }

  /** With it the workflow tells the story of a day, and sees what was delivered. */
  private letReadSecretOf(stubs: string, role: Role): void {
    // Behind the name stand its number, and six signs of Secrets Manager.
    const secret = `arn:aws:secretsmanager:${this.region}:${Aws.ACCOUNT_ID}:secret:${secretNameOf(stubs)}-*`
    role.addToPolicy(new PolicyStatement({ actions: ['secretsmanager:GetSecretValue'], resources: [secret] }))
    Validations.of(role).acknowledge({
      id: `AwsSolutions-IAM5[Resource::arn:aws:secretsmanager:${this.region}:<AWS::AccountId>:secret:${secretNameOf(stubs)}-*]`,
      reason: 'They are the secrets of the stubs, of which there is one at a time.',
    })
  }

  /** For jobs of one environment of the repository alone, which take on roles of the CDK's bootstrap and can do no more. */
  private makeRole(id: string, environment: string, cdkRoles: readonly string[]): Role {
    const role = new Role(this, id, {
      roleName: `${this.stackName}-${id}`,
      // Known to an account once, whoever else in it works with GitHub (docs/deploy.md).
      assumedBy: new WebIdentityPrincipal(`arn:aws:iam::${Aws.ACCOUNT_ID}:oidc-provider/${GITHUB}`, {
        StringEquals: {
          [`${GITHUB}:aud`]: 'sts.amazonaws.com',
          [`${GITHUB}:sub`]: `repo:${this.#repository}:environment:${environment}`,
        },
      }),
    })
    const { DEFAULT_QUALIFIER: qualifier } = DefaultStackSynthesizer
    role.addToPolicy(
      new PolicyStatement({
        actions: ['sts:AssumeRole'],
        resources: cdkRoles.map(
          name =>
            `arn:aws:iam::${Aws.ACCOUNT_ID}:role/cdk-${qualifier}-${name}-${Aws.ACCOUNT_ID}-${this.region}`,
        ),
      }),
    )
    new CfnOutput(this, `${id}RoleArn`, { value: role.roleArn })
    return role
  }
}
