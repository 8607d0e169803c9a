import { PutCommand } from '@aws-sdk/lib-dynamodb'
import { UnsecuredJWT } from 'jose'
import { describe, expect, it } from 'vitest'
import type { Aws } from '../../../cli/aws/clients.ts'
import type { Context } from '../../../cli/context.ts'
import { commandName, type SdkCommand, serviceError } from '../../../infra/local/fakes/sdk.ts'
import { dynamoRestoreGuard } from '../../../shared/consent/adapters/dynamo-restore-guard.ts'
import { commandIn, type Ended } from '../../support/command.ts'
import { fakeTable } from '../../support/stores.ts'

type Answer = object | ((input: never) => object)
type Answers = Readonly<Record<string, Answer>>

const services = [
  'backup',
  'budgets',
  'cloudFormation',
  'kms',
  'lambda',
  'scheduler',
  'ses',
  'sns',
  'sqs',
  'sts',
]

/** Every service of AWS, by what it answers to each command; what is not said of is a test's mistake. */
const awsThat = (answers: Answers, sent: SdkCommand[] = []): Aws => {
  const client = {
    send: async (command: SdkCommand) => {
      sent.push(command)
      const answer = answers[commandName(command)]
      if (answer === undefined) throw new Error(`nothing is said of ${commandName(command)}`)
      if (answer instanceof Error) throw answer
      return typeof answer === 'function' ? answer(command.input as never) : answer
    },
  }
  return Object.fromEntries(services.map(name => [name, client])) as unknown as Aws
}

const account = '123456789012'
const environment = {
  lasting: true,
  region: 'eu-west-1',
  account,
  mailDomain: 'acc.schools.example',
  portalUrl: 'https://portal.schools.example',
  front: { domainName: 'portal.schools.example' },
  tokens: { issuer: 'https://login.schools.example' },
  inspectorate: { url: 'https://inspectorate.example/v1', tokenUrl: 'https://inspectorate.example/token' },
  attemptsAtOnce: 10,
  mailsPerSecond: 14,
}
const records: Readonly<Record<string, readonly string[]>> = {
  '_dmarc.schools.example TXT': ['v=DMARC1; p=reject'],
  'portal.schools.example CNAME': ['d1.cloudfront.net'],
}
const outputs = {
  FrontName: 'd1.cloudfront.net',
  TableName: 'doorlevering',
  ApiUrl: 'https://portal.schools.example/',
}
const key = { KeyMetadata: { Arn: 'arn:aws:kms:eu-west-1:123456789012:key/one', KeyState: 'Enabled' } }
const confirmed = { Subscriptions: [{ SubscriptionArn: 'arn:aws:sns:eu-west-1:123456789012:topic:one' }] }
const quotas = {
  ProductionAccessEnabled: true,
  SendingEnabled: true,
  EnforcementStatus: 'HEALTHY',
  SendQuota: { Max24HourSend: 50_000, MaxSendRate: 14 },
}
const backup = { DynamoDB: true }

/** Of a stage where all is as it should be. */
const good: Answers = {
  GetCallerIdentityCommand: { Account: account, Arn: 'arn:aws:iam::123456789012:role/admin' },
  DescribeStacksCommand: {
    Stacks: [
      { Outputs: Object.entries(outputs).map(([OutputKey, OutputValue]) => ({ OutputKey, OutputValue })) },
    ],
  },
  GetAccountSettingsCommand: {
    AccountLimit: { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 900 },
  },
  GetAccountCommand: quotas,
  GetEmailIdentityCommand: {
    DkimAttributes: { Status: 'SUCCESS', Tokens: ['a', 'b', 'c'] },
    MailFromAttributes: { MailFromDomainStatus: 'SUCCESS' },
  },
  DescribeRegionSettingsCommand: {
    ResourceTypeOptInPreference: backup,
    ResourceTypeManagementPreference: backup,
  },
  DescribeBudgetsCommand: {},
  ListSubscriptionsByTopicCommand: confirmed,
  DescribeKeyCommand: key,
  GetPublicKeyCommand: { PublicKey: new Uint8Array([1, 2, 3]) },
  ListQueuesCommand: { QueueUrls: ['https://sqs/1/doorlevering-acc-deliveries-failed'] },
  GetQueueAttributesCommand: { Attributes: { ApproximateNumberOfMessages: '0' } },
  ListSchedulesCommand: { Schedules: [{ Name: '99AA00_2026-2027_1' }] },
}

const now = Date.parse('2027-06-24T08:00:00.000Z')
const planned = (deliveryId: string, deliveryDate: string) => ({ deliveryId, deliveryDate })
const api = {
  '/v1/deliveries?status=planned': { items: [planned('99AA00_2026-2027_1', '2027-07-01')], nextCursor: null },
  '/v1/health': {
    lastSweptAt: '2027-06-24T07:59:00.000Z',
    openEffects: 0,
    openDeliveries: 0,
    setAside: 0,
    mailSeconds: 0,
    deliverySeconds: 0,
    caughtUp: true,
  },
}

const doorlevering = (
  words: string,
  answers: Answers = {},
  replaced: Partial<Context> = {},
  said: Readonly<Record<string, object>> = api,
): Promise<Ended> =>
  commandIn('nowhere', {
    now: () => now,
    aws: () => awsThat({ ...good, ...answers }),
    settings: async () => environment as unknown as Awaited<ReturnType<Context['settings']>>,
    dns: async (name, type) => records[`${name} ${type}`] ?? [],
    certificateUntil: async () => Date.parse('2027-09-01'),
    fetch: (async (request: Request) =>
      Response.json(said[request.url.replace('https://portal.schools.example', '')])) as typeof fetch,
    ...replaced,
  })(words.split(' '))

const missing = (name: string) => serviceError(name, 400, 'no such thing')
const wrongIn = (out: string) => {
  const { checks } = JSON.parse(out) as { checks: { name: string; ok?: boolean; todo?: string[] }[] }
  return checks.filter(({ ok }) => ok !== true)
}

describe('preflight', () => {
  it('finds an account ready, and tells the key for the inspectorate to compare', async () => {
    const { code, out } = await doorlevering('preflight --stage acc')
    expect([code, out.match(/^[✗·]/gm)]).toEqual([0, null])
    expect(out).toContain(
      'key/one; compare with the inspectorate: SHA-256 039058c6f2c0cb492c533b0a4d14ef77cc0f78abccced5287d84a1a2011cfb81',
    )
    expect(out).toContain('v=DMARC1; p=reject (_dmarc.schools.example)')
  })

  it.each<[string, string, Answers]>([
    ['the sandbox', 'SES', { GetAccountCommand: { ...quotas, ProductionAccessEnabled: false } }],
    ['an account under review', 'SES', { GetAccountCommand: { ...quotas, EnforcementStatus: 'PROBATION' } }],
    [
      'no bootstrap',
      'CDK',
      {
        DescribeStacksCommand: ({ StackName }: { StackName: string }) => {
          if (StackName === 'CDKToolkit') throw missing('ValidationError')
          return good.DescribeStacksCommand ?? {}
        },
      },
    ],
    ['no backups', 'AWS Backup', { DescribeRegionSettingsCommand: { ResourceTypeOptInPreference: backup } }],
    ['no budgets yet', 'budgets', { DescribeBudgetsCommand: missing('AccessDeniedException') }],
    [
      'an unconfirmed address',
      'alarms',
      { ListSubscriptionsByTopicCommand: { Subscriptions: [{ SubscriptionArn: 'PendingConfirmation' }] } },
    ],
    [
      'a key that is disabled',
      'signing key',
      { DescribeKeyCommand: { KeyMetadata: { ...key.KeyMetadata, KeyState: 'Disabled' } } },
    ],
  ])('finds %s, and says what to do', async (_, name, answers) => {
    const { code, out } = await doorlevering('preflight --stage acc --json', answers)
    expect([code, wrongIn(out)]).toMatchObject([
      1,
      [{ name, ok: false, todo: expect.arrayContaining([expect.stringMatching(/\S/)]) }],
    ])
  })

  const containing = (line: string) => expect.stringContaining(line)
  /** What is to be done in a stage of other settings, in an account that answers so. */
  const todosWith = async (other: object, answers: Answers) => {
    const settings = async () => ({ ...environment, ...other }) as never
    const { out } = await doorlevering('preflight --stage acc --json', answers, { settings })
    return wrongIn(out).flatMap(({ todo }) => todo)
  }

  it.each<[number, object, string[]]>([
    [
      10,
      { ConcurrentExecutions: 10, UnreservedConcurrentExecutions: 10 },
      ['100 are needed: 10 attempts', 'A new account has ten', 'Ask for more', '--desired-value 1000'],
    ],
    [
      1000,
      { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 800 },
      ['1090 are needed: 1000 attempts', 'Ask for more', '--desired-value 1290'],
    ],
    [
      20,
      { ConcurrentExecutions: 1000, UnreservedConcurrentExecutions: 100 },
      ['110 are needed: 20 attempts', 'Ask for more', '--desired-value 1010'],
    ],
    [20, { ConcurrentExecutions: 110 }, []],
  ])(
    'wants to run %i attempts at once beside all else, of what nobody has reserved: %j',
    async (attemptsAtOnce, AccountLimit, told) => {
      const answers = { GetAccountSettingsCommand: { AccountLimit } }
      expect(await todosWith({ attemptsAtOnce }, answers)).toEqual(told.map(containing))
    },
  )

  it.each<[number, number, string[]]>([
    [14, 50, []],
    [14, 14, []],
    [14, 1, ['mailsPerSecond is 14: let it be 1 at most']],
    [12, 14, []],
    [11, 14, ['At least 12 a second']],
    [2, 1, ['let it be 1 at most', 'At least 12 a second']],
  ])(
    'holds %i addressees mailed in a second against the %i that SES takes',
    async (mailsPerSecond, MaxSendRate, told) => {
      const answers = { GetAccountCommand: { ...quotas, SendQuota: { Max24HourSend: 50_000, MaxSendRate } } }
      expect(await todosWith({ mailsPerSecond }, answers)).toEqual(told.map(containing))
    },
  )

  it('finds a name that points elsewhere', async () => {
    const dns = async (name: string) =>
      name.startsWith('_dmarc') ? ['v=DMARC1; p=none'] : ['d2.cloudfront.net']
    const { code, out } = await doorlevering('preflight --stage acc --json', {}, { dns })
    expect([code, wrongIn(out)]).toMatchObject([
      1,
      [{ name: 'own name', todo: ['portal.schools.example CNAME d1.cloudfront.net'] }],
    ])
  })

  it('lists the records that SES waits for', async () => {
    const pending = { GetEmailIdentityCommand: { DkimAttributes: { Status: 'PENDING', Tokens: ['abc'] } } }
    const { out } = await doorlevering('preflight --stage acc', pending)
    for (const record of [
      'abc._domainkey.acc.schools.example CNAME abc.dkim.amazonses.com',
      'mail.acc.schools.example MX 10 feedback-smtp.eu-west-1.amazonses.com',
      'mail.acc.schools.example TXT "v=spf1 include:amazonses.com ~all"',
    ])
      expect(out).toContain(record)
  })

  it('counts what comes with the first deployment neither as good nor as bad', async () => {
    const notThere = {
      GetEmailIdentityCommand: missing('NotFoundException'),
      ListSubscriptionsByTopicCommand: missing('NotFoundException'),
      DescribeKeyCommand: missing('NotFoundException'),
    }
    const { code, out } = await doorlevering('preflight --stage acc', notThere)
    expect([code, out.match(/^· \S* */gm)?.length, out.match(/^✗/gm)]).toEqual([0, 3, null])
  })

  it('says at each line what AWS refuses to tell, and goes on', async () => {
    const denied = serviceError('AccessDeniedException', 403, 'not authorized to perform: ses:GetAccount')
    const { code, out } = await doorlevering('preflight --stage acc', { GetAccountCommand: denied })
    expect([code, out.match(/^✗.*$/gm)]).toEqual([
      1,
      ['✗  SES          AWS refused: AccessDeniedException: not authorized to perform: ses:GetAccount'],
    ])
  })

  it.each([
    ['ExpiredTokenException', 'AWS does not take your credentials (ExpiredTokenException)'],
    ['CredentialsProviderError', 'AWS does not take your credentials (CredentialsProviderError)'],
  ])('ends at once where credentials are no good: %s', async (name, told) => {
    const expired = Object.assign(new Error('expired'), { name })
    expect(await doorlevering('preflight --stage acc', { GetCallerIdentityCommand: expired })).toMatchObject({
      code: 1,
      out: '',
      told: expect.stringContaining(told),
    })
  })

  it('asks in the region of the settings, and says where AWS does not answer', async () => {
    const regions: unknown[] = []
    const away = Object.assign(new Error('connect ECONNREFUSED'), { $metadata: { attempts: 3 } })
    const aws = (region?: string) => {
      regions.push(region)
      return awsThat({ ...good, GetAccountCommand: away })
    }
    const { out } = await doorlevering('preflight --stage acc', {}, { aws })
    expect([regions, out]).toEqual([
      ['eu-west-1'],
      expect.stringContaining('AWS does not answer: connect ECONNREFUSED'),
    ])
  })

  it('ends at once in another account, and without a region', async () => {
    const other = { GetCallerIdentityCommand: { Account: '999999999999', Arn: 'x' } }
    expect((await doorlevering('preflight --stage acc', other)).told).toContain('are of account 999999999999')
    const nowhere = { GetCallerIdentityCommand: new Error('Region is missing') }
    expect((await doorlevering('preflight --stage acc', nowhere)).told).toContain(
      'export AWS_REGION=eu-west-1',
    )
  })
})

describe('ready', () => {
  const ready = 'ready 2027-07-01 --stage acc --json'
  const token = new UnsecuredJWT({}).encode()

  it('finds a date ready', async () => {
    const { code, out } = await doorlevering(`${ready} --token ${token}`)
    expect([code, wrongIn(out)]).toEqual([0, []])
    expect(out).toContain('1 consents, 1 schedules; 0 schedules without a consent')
  })

  it.each<[string, string, Answers, Partial<Context>, object]>([
    ['a consent without a schedule', 'schedules', { ListSchedulesCommand: {} }, {}, {}],
    [
      'a schedule without a consent',
      'schedules',
      {
        ListSchedulesCommand: { Schedules: [{ Name: '99AA00_2026-2027_1' }, { Name: '99AB00_2026-2027_1' }] },
      },
      {},
      {},
    ],
    [
      'something set aside',
      'dead letters',
      { GetQueueAttributesCommand: { Attributes: { ApproximateNumberOfMessages: '2' } } },
      {},
      {},
    ],
    [
      'a certificate that ends',
      'certificate',
      {},
      { certificateUntil: async () => Date.parse('2027-07-15') },
      {},
    ],
    ['mails that wait', 'mail', {}, {}, { '/v1/health': { ...api['/v1/health'], mailSeconds: 900 } }],
  ])('finds %s', async (_, name, answers, replaced, said) => {
    const { code, out } = await doorlevering(`${ready} --token ${token}`, answers, replaced, {
      ...api,
      ...said,
    })
    expect([code, new Set(wrongIn(out).map(check => check.name))]).toEqual([1, new Set([name])])
  })

  it('asks for as many mails a day as the date will bring', async () => {
    const items = Array.from({ length: 5001 }, (_, index) => planned(`${index}`, '2027-07-01'))
    const Schedules = items.map(({ deliveryId }) => ({ Name: deliveryId }))
    const many = { ...api, '/v1/deliveries?status=planned': { items, nextCursor: null } }
    const { out } = await doorlevering(
      `${ready} --token ${token}`,
      { ListSchedulesCommand: { Schedules } },
      {},
      many,
    )
    expect(wrongIn(out)).toMatchObject([
      {
        name: 'SES',
        todo: [
          expect.stringContaining('At least 56 a second'),
          expect.stringContaining('At least 50010 addressees a day'),
        ],
      },
    ])
  })

  it('wants a day that exists', async () => {
    expect((await doorlevering('ready 2027-06-31 --stage acc')).code).toBe(2)
  })
})

describe('redrive', () => {
  const queues = ['deliveries-failed', 'import-file-failed', 'process-events-failed', 'sweep-failed']
  const bodies: Readonly<Record<string, string>> = {
    'deliveries-failed': '{"schoolId":"99AA00"}',
    'import-file-failed': '{"requestPayload":{"detail":"upload"},"requestContext":{}}',
    'process-events-failed': '{"DDBStreamBatchInfo":{"shardId":"one"}}',
    'sweep-failed': '{"source":"aws.events"}',
  }

  /** Each queue holds one message, until it is removed. */
  const stage = () => {
    const left = new Set(queues)
    const sent: SdkCommand[] = []
    const nameIn = (url: string) => url.replace('https://sqs/1/doorlevering-acc-', '')
    const answers: Answers = {
      ListQueuesCommand: {
        QueueUrls: [...queues, 'deliveries'].map(name => `https://sqs/1/doorlevering-acc-${name}`),
      },
      GetQueueAttributesCommand: ({ QueueUrl }: { QueueUrl: string }) => ({
        Attributes: { ApproximateNumberOfMessages: left.has(nameIn(QueueUrl)) ? '1' : '0' },
      }),
      ReceiveMessageCommand: ({ QueueUrl }: { QueueUrl: string }) =>
        left.has(nameIn(QueueUrl))
          ? { Messages: [{ Body: bodies[nameIn(QueueUrl)], ReceiptHandle: 'r' }] }
          : {},
      DeleteMessageCommand: ({ QueueUrl }: { QueueUrl: string }) => {
        left.delete(nameIn(QueueUrl))
        return {}
      },
      GetQueueUrlCommand: ({ QueueName }: { QueueName: string }) => ({
        QueueUrl: `https://sqs/1/${QueueName}`,
      }),
      SendMessageCommand: {},
      InvokeCommand: {},
    }
    const aws = awsThat({ ...good, ...answers }, sent)
    const inputsOf = (name: string) =>
      sent
        .filter(command => commandName(command) === name)
        .map(({ input }) => input as Record<string, unknown>)
    return { run: (words: string) => doorlevering(words, {}, { aws: () => aws }), inputsOf }
  }

  it('lists the queues, and says by its exit code whether any holds something', async () => {
    const { code, out } = await stage().run('redrive --stage acc')
    expect([code, out]).toEqual([
      1,
      'QUEUE                  MESSAGES\ndeliveries-failed      1\nimport-file-failed     1\nprocess-events-failed  1\nsweep-failed           1\n',
    ])
    expect((await doorlevering('redrive --stage acc')).code).toBe(0)
  })

  it('hands each message again to who failed at it, and removes what the sweep does by itself', async () => {
    const { run, inputsOf } = stage()
    const { code, out } = await run('redrive --all --stage acc --json')
    expect([code, JSON.parse(out).queues]).toEqual([
      0,
      [
        { name: 'deliveries-failed', again: 1, removed: 0 },
        { name: 'import-file-failed', again: 1, removed: 0 },
        { name: 'process-events-failed', again: 0, removed: 1 },
        { name: 'sweep-failed', again: 1, removed: 0 },
      ],
    ])
    expect(inputsOf('SendMessageCommand')).toEqual([
      { QueueUrl: 'https://sqs/1/doorlevering-acc-deliveries', MessageBody: bodies['deliveries-failed'] },
    ])
    expect(
      inputsOf('InvokeCommand').map(({ FunctionName, Payload }) => [FunctionName, String(Payload)]),
    ).toEqual([
      ['doorlevering-acc-import-file:live', '{"detail":"upload"}'],
      ['doorlevering-acc-sweep:live', '{"source":"aws.events"}'],
    ])
  })

  it('leaves what it cannot read', async () => {
    const strange = {
      ListQueuesCommand: { QueueUrls: ['https://sqs/1/doorlevering-acc-sweep-failed'] },
      ReceiveMessageCommand: { Messages: [{ Body: '<xml>', ReceiptHandle: 'r' }] },
    }
    const { code, told } = await doorlevering('redrive sweep-failed --stage acc', strange)
    expect([code, told]).toEqual([1, expect.stringContaining('A message of sweep-failed is no JSON')])
  })

  it('touches no other queue than those that are named', async () => {
    const { run, inputsOf } = stage()
    expect((await run('redrive sweep-failed --stage acc')).code).toBe(0)
    expect(inputsOf('DeleteMessageCommand')).toMatchObject([
      { QueueUrl: 'https://sqs/1/doorlevering-acc-sweep-failed' },
    ])
    const wrong = await run('redrive deliveries --stage acc')
    expect([wrong.code, wrong.told]).toEqual([
      2,
      expect.stringContaining('has no queue deliveries: expected deliveries-failed,'),
    ])
    expect((await run('redrive sweep-failed --all --stage acc')).code).toBe(2)
  })
})

describe('the table of a stage', () => {
  const stage = (answers: Answers = {}) => {
    const table = fakeTable()
    const aws = { ...awsThat({ ...good, ...answers }), documents: table.client } as Aws
    return { table, run: (words: string) => doorlevering(words, {}, { aws: () => aws }) }
  }
  const one = { pk: 'SCHOOL#99AA00', sk: 'LOG#2026-2027#00000001', phase: 'given' }
  const other = { pk: 'SCHOOL#99AB00', sk: 'LOG#2026-2027#00000002', phase: 'in-delivery' }
  const announcement = { pk: 'BOARD#99001', sk: 'ADMINISTRATORS#00000001' }
  const withEntries = async () => {
    const { table, run } = stage()
    for (const entry of [one, other, announcement]) {
      const Item = { ...entry, open: 'set-aside', openAt: '2027-06-01T00:00:00.000Z', failures: 3 }
      await table.client.send(new PutCommand({ TableName: table.name, Item }))
    }
    return { table, run }
  }

  it('tells what was set aside, and takes it up again among its kind', async () => {
    const { table, run } = await withEntries()
    const listed = await run('events set-aside --stage acc')
    expect([listed.code, listed.out.split('\n')[0]]).toEqual([1, expect.stringMatching(/^PK +SK +PHASE$/)])
    expect((await run('events retry --all --stage acc')).code).toBe(0)
    const items = await table.get(...[one, other, announcement].map(({ pk, sk }) => ({ pk, sk })))
    expect(items.map(({ open, failures }) => [open, failures])).toEqual([
      ['effects', undefined],
      ['deliveries', undefined],
      ['notices', undefined],
    ])
    expect(await run('events set-aside --stage acc')).toMatchObject({
      code: 0,
      out: 'Nothing is set aside.\n',
    })
  })

  it('takes up one entry alone, and says where there is none of that name', async () => {
    const { run } = await withEntries()
    expect((await run(`events retry ${one.pk} ${one.sk} --stage acc`)).code).toBe(0)
    expect((await run('events set-aside --stage acc --json')).out).not.toContain(one.pk)
    expect(await run(`events retry ${one.pk} ${one.sk} --stage acc`)).toMatchObject({ code: 1 })
    for (const wrong of [one.pk, `${one.pk} ${one.sk} --all`])
      expect((await run(`events retry ${wrong} --stage acc`)).code).toBe(2)
  })

  const answering = (answer: object, FunctionError?: string): Answers => ({
    InvokeCommand: { FunctionError, Payload: Buffer.from(JSON.stringify(answer)) },
  })

  it('is not replayed into where it is current', async () => {
    const { table, run } = stage()
    await dynamoRestoreGuard(table).markCurrent()
    const { code, out } = await run('replay --imported --stage acc')
    expect([code, out]).toEqual([0, 'doorlevering is current: there is nothing to replay.\n'])
  })

  it('is not replayed into before files were imported again', async () => {
    const { code, told } = await stage().run('replay --stage acc')
    expect([code, told]).toEqual([2, expect.stringContaining('must be imported again first')])
  })

  it('gets back what it lacks after a restore; where that fails, it is told', async () => {
    const words = 'replay --imported --stage acc'
    const done = await stage(answering({ replayed: 7 })).run(words)
    expect([done.code, done.out]).toEqual([
      0,
      expect.stringContaining('7 events were brought back into doorlevering'),
    ])
    const { code, told } = await stage(answering({ errorMessage: 'Task timed out' }, 'Unhandled')).run(words)
    expect([code, told]).toEqual([1, expect.stringContaining('broke off: Task timed out. Nothing was lost')])
  })
})

describe('a stage', () => {
  it('tells the address of its API', async () => {
    const token = new UnsecuredJWT({}).encode()
    expect((await doorlevering(`health --stage acc --token ${token}`)).code).toBe(0)
  })

  it('that is not there is named', async () => {
    const absent = { DescribeStacksCommand: missing('ValidationError') }
    expect(await doorlevering('events set-aside --stage acc', absent)).toMatchObject({
      code: 1,
      told: expect.stringContaining('There is no stack doorlevering-acc-data with output TableName'),
    })
    expect((await doorlevering('redrive')).told).toContain("required option '--stage <stage>' not specified")
  })
})
