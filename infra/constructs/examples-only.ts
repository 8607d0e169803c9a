import { CfnParameter, CfnRule, Fn, type Stack } from 'aws-cdk-lib'

/**
 * Makes CloudFormation refuse the stack, with the reason in words: its settings are the examples of the project, whose
 * issuer, domains and addresses are nobody's. Synthesis goes on as ever.
 */
export const refuseExamples = (stack: Stack): void => {
  // A rule can only look at parameters.
  const settings = new CfnParameter(stack, 'Settings', {
    default: 'examples',
    description: 'Not to be given: write a settings file instead (docs/deploy.md).',
  })
  new CfnRule(stack, 'NotTheExamples', {
    assertions: [
      {
        assert: Fn.conditionNot(Fn.conditionEquals(settings.valueAsString, 'examples')),
        assertDescription:
          'These are the example settings of infra/environments.ts. Write your own in settings.json, and deploy with --context settings=settings.json, or name it in cdk.context.json (docs/deploy.md).',
      },
    ],
  })
}
