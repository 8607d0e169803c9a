import type { Reporter, TestModule } from 'vitest/node'

/** Ends a run with what its tests measured, and one plain line for CI to add up: `N passed, N failed`. */
export default class TallyReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[], errors: readonly unknown[]): void {
    const tests = modules.flatMap(module => [...module.children.allTests()])
    const figures = tests.flatMap(test => (test.meta() as { figure?: string }).figure ?? [])
    const passed = tests.filter(test => test.result().state === 'passed').length
    const broken = modules.filter(module => module.errors().length > 0).length
    const failed = tests.length - passed + broken + errors.length
    console.log(['', ...figures, `${passed} passed, ${failed} failed`].join('\n'))
  }
}
