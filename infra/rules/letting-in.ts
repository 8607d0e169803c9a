import { each, given, listed, matches, refersTo } from './rule.ts'
import type { Json, Properties, Resource, StackTemplate } from './template.ts'

/** By which a policy tells for whom a service may come. CloudWatch Logs names the log, in the context of a key. */
const sources = ['aws:SourceAccount', 'aws:SourceArn', 'kms:EncryptionContext:aws:logs:arn']

/** Under which a condition holds for what it names, and for nothing else. */
const operators = ['StringEquals', 'ArnEquals', 'ArnLike']

/**
 * Every statement of a resource's own policies, wherever they stand in it, by which somebody is let in. Who takes on a role
 * is left to a test: Lambda and AWS Backup name no source there.
 */
export const lettingIn = ({
  Properties: { AssumeRolePolicyDocument, ...others },
}: Resource): readonly Properties[] => statementsWithin(others)

const statementsWithin = (value: Json): readonly Properties[] => {
  if (typeof value !== 'object' || value === null) return []
  const { Effect, Principal, NotPrincipal } = value as Properties
  const isOne = Effect === 'Allow' && (given(Principal) || given(NotPrincipal))
  return isOne ? [value as Properties] : Object.values(value as Properties).flatMap(statementsWithin)
}

/** Whether a statement lets in the account of the stack, which grants on by its own policies, or a service on its behalf. */
export const isForUs = ({ Principal, Condition }: Properties, template: StackTemplate): boolean => {
  if (typeof Principal !== 'object' || Principal === null) return false
  const { AWS, Service, ...others } = Principal as Properties
  if (Object.keys(others).length > 0 || given(AWS) === given(Service)) return false
  return given(AWS) ? listed(AWS).every(who => isRoot(who, template)) : namesASource(Condition, template)
}

const isRoot = (who: Json, template: StackTemplate): boolean =>
  accountsOf(template).some(account => textOf(who) === `arn:aws:iam::${account}:root`)

const namesASource = (condition: Json | undefined, template: StackTemplate): boolean =>
  operators.some(operator =>
    sources.some(source =>
      matches(condition, { [operator]: { [source]: each(one => isOurs(one, template)) } }),
    ),
  )

/** The account itself, a thing of it by its ARN, or one of the template. */
const isOurs = (named: Json | undefined, template: StackTemplate): boolean =>
  template.resources.some(resource => refersTo(named, resource)) ||
  accountsOf(template).some(account => textOf(named) === account || textOf(named).includes(`:${account}:`))

/** In words of the template; by its number too, where the stage says it. */
const accountsOf = ({ account }: StackTemplate): readonly string[] => ['AWS::AccountId', textOf(account)]

/** What CloudFormation makes of it, with names for what it fills in. */
const textOf = (value: Json | undefined): string => {
  if (typeof value !== 'object' || value === null) return String(value)
  const { Ref, 'Fn::Join': joined } = value as Properties
  const [by, parts] = listed(joined)
  return joined ? listed(parts).map(textOf).join(String(by)) : String(Ref)
}
