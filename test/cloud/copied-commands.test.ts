import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { awsCommandsInTextOf, blocksOf, pages, walkedThrough } from '../support/copied-commands.ts'

const script = join(import.meta.dirname, 'moto/aws_commands.py')

/** What AWS' own models of its services say is wrong with commands. */
const wrongWith = (commands: readonly (readonly string[])[]): readonly string[] => {
  const { stdout, stderr } = spawnSync(process.env.PYTHON!, [script], {
    input: JSON.stringify(commands),
    encoding: 'utf8',
  })
  expect(stderr).toBe('')
  return JSON.parse(stdout)
}

const commandsOf = (page: string): readonly (readonly string[])[] => {
  const blocks = blocksOf(page).map(({ commands }) => commands)
  const { called } = walkedThrough([...blocks, ...awsCommandsInTextOf(page)].join('\n'))
  return called.filter(([program]) => program === 'aws')
}

it('the commands of AWS in runbooks and guide are known to AWS, with each option, value and answer they name', () => {
  const commands = pages.flatMap(commandsOf)
  expect(commands.length).toBeGreaterThan(200)
  expect(wrongWith(commands)).toEqual([])
})

it.each([
  ['logs tail x --sinse 1h', 'no option --sinse'],
  ['sqs recieve-message --queue-url q', 'no operation recieve-message'],
  ['sqs receive-message --queue-url q --max-messages 10', 'no option --max-messages'],
  ['sqs receive-message', '--queue-url is missing'],
  ['sesv2 get-account --query SendQuota.MaxRate', 'finds nothing in any answer'],
  ['sesv2 get-account --query SendQuota[', 'Invalid jmespath expression'],
  ['sesv3 get-account', 'no service sesv3'],
  ['dynamodb wait table-is-there --table-name x', 'no operation wait'],
  ['sesv2 put-account-details --mail-type MANY --website-url u', 'MANY is none of MARKETING'],
  ['dynamodb query --table-name t --expression-attribute-values {":a":{"X":"b"}}', 'Unknown parameter in :a'],
])('would be found to be wrong: aws %s', (command, complaint) => {
  expect(wrongWith([['aws', ...command.split(' ')]])).toEqual([expect.stringContaining(complaint)])
})
