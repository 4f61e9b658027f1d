import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const here = name => fileURLToPath(new URL(name, import.meta.url))
const COPY = here('../../packages/core/.mutants')

/** One test that runs those of the copy, against its sources in place of what is built of them. */
export default defineConfig({
  plugins: [
    {
      name: 'registered-tests',
      enforce: 'pre',
      resolveId: (id, importer) =>
        id === 'vitest' && importer?.startsWith(`${COPY}/test/`) ? here('registered-tests.mjs') : undefined,
    },
  ],
  resolve: {
    alias: [
      { find: /^(\..*)\/dist\/(.*)\.js$/, replacement: '$1/src/$2.ts' },
      { find: /^@lazy-image\/core$/, replacement: `${COPY}/src/index.ts` },
      { find: /^@lazy-image\/core\/host$/, replacement: `${COPY}/src/host.ts` },
    ],
  },
  test: { root: here('.'), include: ['try-mutants.test.mjs'], testTimeout: 3_600_000 },
})
