import { Duration, RemovalPolicy } from 'aws-cdk-lib'
import { BackupPlan, BackupPlanRule, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup'
import type { ITableV2 } from 'aws-cdk-lib/aws-dynamodb'
import { type IRole, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam'
import type { IKey } from 'aws-cdk-lib/aws-kms'
import { Construct } from 'constructs'
import { backUpAt } from '../wiring.ts'
import { everyDayAt } from './event-sources.ts'

export interface TableBackupsProps {
  readonly table: ITableV2
  readonly key: IKey
  readonly vaultName: string
}

/** DynamoDB itself restores to any second of 35 days; these are for a table that is gone with all that, and each is paid for whole. */
const KEPT_DAYS = 7

/**
 * A copy of the table each night, apart from it, in a vault that stays, and whose policy lets nobody remove one before its time.
 * A table restored from one goes the way of docs/runbooks/restore.md, as from any backup.
 */
export class TableBackups extends Construct {
  readonly #vault: BackupVault

  constructor(scope: Construct, id: string, props: TableBackupsProps) {
    super(scope, id)
    this.#vault = new BackupVault(this, 'vault', {
      backupVaultName: props.vaultName,
      encryptionKey: props.key,
      blockRecoveryPointDeletion: true,
      // It has a name, by which one that stayed after a deployment that failed would block the next.
      removalPolicy: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    })
    const plan = new BackupPlan(this, 'plan', {
      backupPlanName: props.vaultName,
      backupPlanRules: [
        new BackupPlanRule({
          ruleName: 'every-night',
          backupVault: this.#vault,
          scheduleExpression: everyDayAt(backUpAt),
          startWindow: Duration.hours(1),
          completionWindow: Duration.hours(4),
          deleteAfter: Duration.days(KEPT_DAYS),
        }),
      ],
    })
    plan.addSelection('table', {
      resources: [BackupResource.fromArn(props.table.tableArn)],
      role: this.roleFor(props) as IRole,
      disableDefaultBackupPolicy: true,
    })
  }

  /** What of AWS' own policy concerns one table. */
  private roleFor({ table, key }: TableBackupsProps): Role {
    // A role is given to services of its own account only, and AWS Backup's manual names no source for it.
    const role = new Role(this, 'role', { assumedBy: new ServicePrincipal('backup.amazonaws.com') })
    const allow = (actions: string[], resource: string, conditions?: object): void => {
      role.addToPolicy(
        new PolicyStatement({ actions, resources: [resource], ...(conditions && { conditions }) }),
      )
    }
    allow(
      ['dynamodb:DescribeTable', 'dynamodb:ListTagsOfResource', 'dynamodb:StartAwsBackupJob'],
      table.tableArn,
    )
    allow(['backup:DescribeBackupVault'], this.#vault.backupVaultArn)
    allow(['kms:DescribeKey'], key.keyArn)
    allow(['kms:CreateGrant'], key.keyArn, { Bool: { 'kms:GrantIsForAWSResource': 'true' } })
    allow(['kms:Decrypt', 'kms:GenerateDataKey'], key.keyArn, {
      StringEquals: { 'kms:ViaService': `dynamodb.${table.stack.region}.amazonaws.com` },
    })
    return role
  }
}
