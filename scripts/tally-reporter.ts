import type { Reporter, TestModule, TestState } from 'vitest/node'

/** Ends a run with what its tests measured, and one plain line for CI to add up: `N passed, N failed`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const figures = tests.flatMap(test => (test.meta() as { figure?: string }).figure ?? [])
    const countOf = (state: TestState): number => tests.filter(test => test.result().state === state).length
    // Where a hook failed, its tests are skipped.
    const groups = modules.flatMap(module => [module, ...module.children.allSuites()])
    const broken = groups.filter(group => group.errors().length > 0).length
    const failed = countOf('failed') + countOf('pending') + broken + errors.length
    console.log(['', ...figures, `${countOf('passed')} passed, ${failed} failed`].join('\n'))
  }
}
