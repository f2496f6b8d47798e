import { defineConfig } from 'vitest/config';

export default defineConfig({
  // Views are Hono's JSX, as tsconfig.json says to the compiler.
  oxc: { jsx: { runtime: 'automatic', importSource: 'hono/jsx' } },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    exclude: ['dist/**', 'node_modules/**'],
    // One PostgreSQL for the whole run; each test takes a database of its own from it.
    globalSetup: ['test/support/global.ts'],
    // Real processes are started and killed here: workers must not share one with the tests.
    pool: 'forks',
    maxWorkers: 2,
    // What hangs is found as well after longer; a busy machine must not look like a fault.
    testTimeout: 90_000,
    hookTimeout: 120_000,
    // A test run that was narrowed by a forgotten `.only` must not look green.
    allowOnly: false,
  },
});
