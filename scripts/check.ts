import { spawn } from 'node:child_process'
import { performance } from 'node:perf_hooks'

/** What is checked beside the tests: each part with the seconds it may take on two cores. */
const parts = [
  { name: 'types', budget: 40, command: 'tsc --noEmit && tsc --noEmit --project portal' },
  { name: 'lint and format', budget: 30, command: 'biome check --error-on-warnings' },
  { name: 'unused code and dependencies', budget: 30, command: 'knip' },
  { name: 'rules for the OpenAPI document', budget: 20, command: 'node scripts/lint-openapi.ts' },
  { name: 'a generated Python client', budget: 60, command: 'node scripts/python-client.ts' },
  {
    name: 'access and fuzz, by the OpenAPI document; canaries, memory of imports, planted bugs',
    budget: 70,
    command:
      'CAMPAIGN=1 vitest run test/component/access.test.ts test/component/fuzz.test.ts test/component/import-memory.test.ts test/flow/canaries.test.ts test/simulation/planted-bugs.test.ts',
  },
  {
    name: 'the commands, each in its smallest form',
    budget: 50,
    command: 'CAMPAIGN=1 vitest run test/flow/commands.test.ts',
  },
  { name: 'simulated histories', budget: 80, command: 'node scripts/sim.ts --histories 10000 --seed 1' },
  {
    name: 'mutants of one file',
    budget: 40,
    command: 'node --disable-warning=ExperimentalWarning scripts/mutation.ts shared/consent/event-name.ts',
  },
  { name: 'sizes of the bundles', budget: 30, command: 'node scripts/bundle-sizes.ts' },
  { name: 'templates of all stages', budget: 60, command: 'cdk synth --quiet' },
  { name: 'what a school-year costs', budget: 60, command: 'node scripts/cost.ts' },
  {
    name: 'each row of the bench, in its smallest form',
    budget: 60,
    command: 'node scripts/bench.ts --quick',
  },
] as const

const run = (command: string): Promise<number> =>
  new Promise(resolve => {
    spawn(command, { shell: true, stdio: 'inherit' }).once('close', code => resolve(code ?? 1))
  })

let failed = 0
for (const { name, budget, command } of parts) {
  console.log(`\n— ${name}: ${command}`)
  const start = performance.now()
  const code = await run(command)
  const seconds = Math.round((performance.now() - start) / 1000)
  const verdict = code !== 0 ? 'failed' : seconds > budget ? 'over its budget' : 'passed'
  if (verdict !== 'passed') failed += 1
  console.log(`— ${name}: ${verdict} in ${seconds} s of ${budget} s`)
}

console.log(`\n${parts.length - failed} passed, ${failed} failed`)
process.exitCode = failed === 0 ? 0 : 1
