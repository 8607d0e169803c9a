import { expect, it, vi } from 'vitest'
import type { TestModule, TestState } from 'vitest/node'
import TallyReporter from '../../scripts/tally-reporter.ts'

/** As Vitest tells of a file: the tests in it, and its groups with so many errors of their own each. */
const fileOf = (states: readonly TestState[], ...errorsOfGroups: number[]) =>
  ({
    errors: () => [],
    children: {
      allTests: () => states.map(state => ({ meta: () => ({}), result: () => ({ state }) })),
      allSuites: () => errorsOfGroups.map(count => ({ errors: () => Array(count).fill('failed') })),
    },
  }) as unknown as TestModule

it.each([
  ['of tests that are left out neither', [fileOf(['passed', 'skipped', 'passed'])], '2 passed, 0 failed'],
  ['those that failed and that never ended', [fileOf(['failed', 'pending', 'passed'])], '1 passed, 2 failed'],
  [
    'a group whose hook failed, so that its tests are skipped',
    [fileOf(['skipped'], 0, 1)],
    '0 passed, 1 failed',
  ],
])('a tally counts %s', (_, files, line) => {
  const print = vi.spyOn(console, 'log').mockReturnValue()
  new TallyReporter().onTestRunEnd(files, [])
  expect(print.mock.lastCall).toEqual([`\n${line}`])
  print.mockRestore()
})
