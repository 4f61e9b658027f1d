import { readdirSync } from 'node:fs'

/** Source files of a folder of core, without some. */
function filesOf(folder, without = []) {
  const names = readdirSync(new URL(`../../packages/core/${folder}`, import.meta.url))
  const files = names.filter(name => name.endsWith('.ts') && !without.includes(name))
  return files.sort().map(name => `${folder}/${name}`)
}

/** Tests that read and plan requests without making pictures. */
const OF_REQUESTS = [
  'bad-input/bad-input',
  'bad-input/conflicts',
  'custom-directives',
  'defaults',
  'directives',
  'language/combine',
  'language/compat',
  'language/defaults-function',
  'language/grammars',
  'language/ineffective',
  'language/left-to-the-bundler',
  'language/losses',
  'language/printed-selections',
  'own-shapes',
  'presets',
  'query-grammar',
].map(name => `test/${name}.test.ts`)

const READING = [
  'collect',
  'draft-of',
  'effective-selection',
  'find-crops-outside',
  'find-ineffective',
  'parse-request',
  'print-selection',
  'read-entries',
  'registry',
]

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
  {
    name: 'cache-tiers',
    files: ['disk-tier', 'memory-tier', 'tiers'].map(name => `src/cache/${name}.ts`),
    tests: ['tiers', 'disk-cache'].map(name => `test/cache/${name}.test.ts`),
  },
  {
    name: 'plan-requests',
    files: ['make-plan', 'auto-format', 'recipe', 'transparency', 'cache-key', 'print-image'].map(
      name => `src/plan/${name}.ts`,
    ),
    tests: [
      ...['auto-format', 'cache-key', 'never-larger', 'placeholder-image'].map(name => `test/plan/${name}.test.ts`),
      'test/language/printed-selections.test.ts',
      'test/language/losses.test.ts',
    ],
    slowest: 250,
  },
  {
    name: 'language-requests',
    files: READING.map(name => `src/language/${name}.ts`),
    tests: OF_REQUESTS,
    slowest: 100,
  },
  {
    name: 'language-claims',
    files: filesOf('src/language', ['query.ts', ...READING.map(name => `${name}.ts`)]),
    tests: OF_REQUESTS,
    slowest: 100,
  },
  { name: 'directives', files: filesOf('src/language/directives'), tests: OF_REQUESTS, slowest: 60 },
]
