import { defineConfig } from 'vitest/config'

const campaigns = [
  'test/flow/canaries.test.ts',
  'test/flow/commands.test.ts',
  'test/component/import-memory.test.ts',
  'test/simulation/planted-bugs.test.ts',
]

/** Node reads the source by itself: without Vite's own modules calls between files are a tenth faster. */
const asNodeDoes = { experimental: { viteModuleRunner: false } }

export default defineConfig({
  test: {
    // Modules keep no state but what is the same for all: the files share one module graph, which each worker loads once.
    isolate: false,
    projects: [
      { extends: true, test: { name: 'unit', include: ['test/unit/**/*.test.ts'] } },
      {
        extends: true,
        test: { name: 'services', include: ['test/!(unit|browser)/**/*.test.ts'], ...asNodeDoes },
      },
      { extends: true, test: { name: 'browser', include: ['test/browser/**/*.test.ts'], ...asNodeDoes } },
    ],
    exclude: [
      // Minutes long: `npm run check:long`.
      ...(process.env.LONG ? [] : ['test/simulation/long/**']),
      // Print figures, measure memory or run whole commands, and are of one size: `npm run check`.
      ...(process.env.CAMPAIGN ? [] : campaigns),
      // Needs a deployment: `npm run test:cloud`.
      ...(process.env.CLOUD ? [] : ['test/cloud/**']),
    ],
    silent: 'passed-only',
    reporters: ['default', './scripts/tally-reporter.ts'],
    // Two cores: the flows, the browser and the synthesis are whole programs of their own.
    maxWorkers: 2,
    testTimeout: 30_000,
    hookTimeout: 60_000,
    coverage: {
      provider: 'v8',
      reporter: ['text-summary'],
      // The rules. What speaks to AWS or HTTP around them is held by the contract and component suites.
      include: [
        'shared/{consent,delivery,directory,ingestion,monitoring,outbox,processing,announcements,notification}/**/*.ts',
        'shared/platform/time.ts',
      ],
      exclude: ['shared/**/adapters/**', 'shared/**/ports.ts'],
      thresholds: {
        'shared/{consent,delivery,directory,outbox,processing,monitoring,announcements,notification}/**': {
          branches: 100,
        },
        'shared/platform/time.ts': { branches: 100 },
        // What csv-parse cannot be brought to do is left: errors that are none of its own.
        'shared/ingestion/**': { branches: 97 },
      },
    },
  },
})
