import { defineConfig } from 'vitest/config'

/**
 * The tests that hold the rules, for `npm run mutation`, without those that take seconds. They are chosen here: under
 * Stryker's own `testFiles` a mutant of what a module does while it is loaded is never switched on.
 */
export default defineConfig({
  test: {
    include: ['test/unit/{access,consent,delivery,monitoring,outbox,platform}/**/*.test.ts'],
    exclude: ['**/*.property.test.ts', '**/report-pdf*.test.ts', '**/patience.test.ts'],
    setupFiles: ['scripts/mutation/same-chances.ts'],
    testTimeout: 30_000,
  },
})
