import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'
import { LongestFirst } from './scripts/test/longest-first.mjs'

/** Watchers lose an edit now and then, and turns come late, where a machine is busy; what is wrong of ours fails twice. */
const RETRIES = process.env['CI'] === undefined ? 0 : 1

/** Tests run against the built packages, as their users do. */
export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['{packages/*,native/binding}/test/**/*.test.ts', 'test/**/*.test.ts'],
          testTimeout: 30_000,
          retry: RETRIES,
          // Some wait for processes of their own. What a file changes of its process it changes back, so that the next one
          // need not start another and load the packages again, which takes longer than most files.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          isolate: false,
        },
      },
      // Real bundlers and a real browser, which are waited for most of the time: two files at a time, and time enough for each.
      // Files share processes here, too, and with them what bundlers take to load, Chromium and Bun.
      {
        test: {
          name: 'e2e',
          include: ['e2e/test/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          maxWorkers: 2,
          isolate: false,
          setupFiles: ['e2e/support/each-file.ts'],
          maxConcurrency: 2,
          retry: RETRIES,
          sequence: { groupOrder: 1 },
          // Loaded by Node itself, as webpack loads its loaders: one copy of each module for both.
          server: { deps: { external: [/\/(?:packages|native)\/[^/]+\/dist\//] } },
        },
      },
    ],
  },
})
