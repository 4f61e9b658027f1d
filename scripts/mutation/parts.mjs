const GRAMMARS = ['amount', 'colour', 'flag', 'keyword', 'number'].map(name => `src/language/grammars/${name}.ts`)

/** What is mutated together, and the tests that are to notice. */
export const PARTS = [
  {
    name: 'plan',
    files: ['src/plan/geometry.ts', 'src/plan/variant.ts', 'src/plan/framing-of.ts'],
    tests: ['geometry', 'geometry-properties', 'variant', 'framing-of'].map(name => `test/plan/${name}.test.ts`),
  },
  {
    name: 'language',
    files: ['src/language/query.ts', 'src/readings/leading-number.ts', ...GRAMMARS],
    tests: [
      'test/language/query.test.ts',
      'test/language/grammar-values.test.ts',
      'test/readings/leading-number.test.ts',
    ],
  },
  {
    name: 'cache',
    files: ['cache-entry', 'memory-cache', 'tiered-cache'].map(name => `src/cache/${name}.ts`),
    tests: ['cache-entry', 'memory-cache', 'tiered-cache'].map(name => `test/cache/${name}.test.ts`),
  },
]
