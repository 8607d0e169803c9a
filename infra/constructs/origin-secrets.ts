import { RemovalPolicy, SecretValue, Validations } from 'aws-cdk-lib'
import { Secret } from 'aws-cdk-lib/aws-secretsmanager'
import { Construct } from 'constructs'

/** How many are taken: the one that is sent, and the newest, which is sent after the next turn. */
const TAKEN = 2

const nameOf = (stack: string, number: number): string => `${stack}-front-${number}`

const reference = (stack: string, number: number): string =>
  SecretValue.secretsManager(nameOf(stack, number)).unsafeUnwrap()

/**
 * What functions take of our front, the newest first, as references: CloudFormation puts the secrets in their place, and no
 * template has them.
 */
export const originSecrets = (dataStack: string, newest: number): readonly string[] =>
  Array.from({ length: Math.min(newest, TAKEN) }, (_, age) => reference(dataStack, newest - age))

/** What our front sends: the one before the newest, since it is deployed before the functions that are to take it. */
export const sentSecret = (dataStack: string, newest: number): string =>
  reference(dataStack, Math.max(1, newest - 1))

/** The secrets themselves, and one that is not taken any more, for a deployment that goes back. */
export class OriginSecrets extends Construct {
  constructor(scope: Construct, id: string, { dataStack, newest }: { dataStack: string; newest: number }) {
    super(scope, id)
    for (let number = Math.max(1, newest - TAKEN); number <= newest; number += 1) {
      new Secret(this, String(number), {
        secretName: nameOf(dataStack, number),
        // Letters and digits: it goes into a header, and beside another into a setting.
        generateSecretString: { excludePunctuation: true, passwordLength: 48 },
        removalPolicy: RemovalPolicy.DESTROY,
      })
    }
    Validations.of(this).acknowledge({
      id: 'AwsSolutions-SMG4',
      reason:
        'It is turned by a deployment, with two taken meanwhile: the front and the functions must know it.',
    })
  }
}
