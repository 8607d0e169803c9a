import { Stack, type StackProps } from 'aws-cdk-lib'
import { CfnBudget } from 'aws-cdk-lib/aws-budgets'
import type { Construct } from 'constructs'

export interface BudgetStackProps extends StackProps {
  readonly dollars: number
  readonly to: string
}

/**
 * Mails operators when the account has cost most of what a month may cost, or is going to cost more. It is of the whole account:
 * one of a tag stays silent until somebody makes the tag known to the bill. By itself, since a new account of an organisation
 * may have no budgets for a day.
 */
export class BudgetStack extends Stack {
  constructor(scope: Construct, id: string, { dollars, to, ...props }: BudgetStackProps) {
    super(scope, id, props)
    const mailed = (notificationType: 'ACTUAL' | 'FORECASTED', threshold: number) => ({
      notification: {
        notificationType,
        threshold,
        thresholdType: 'PERCENTAGE',
        comparisonOperator: 'GREATER_THAN',
      },
      subscribers: [{ subscriptionType: 'EMAIL', address: to }],
    })
    new CfnBudget(this, 'budget', {
      budget: {
        budgetName: id,
        budgetType: 'COST',
        timeUnit: 'MONTHLY',
        budgetLimit: { amount: dollars, unit: 'USD' },
      },
      notificationsWithSubscribers: [mailed('ACTUAL', 80), mailed('FORECASTED', 100)],
    })
  }
}
