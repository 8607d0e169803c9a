import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    reporters: ['default', './scripts/tally-reporter.ts'],
    // Two cores: the flows, the browser and the synthesis are whole programs of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      include: ['shared/**/*.ts'],
      exclude: ['shared/**/adapters/**', 'shared/**/ports.ts'],
      thresholds: { branches: 100 },
    },
  },
})
