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
  'language/check-arguments',
  'language/claims',
  'language/compat',
  'language/defaults-function',
  'language/directive-values',
  'language/grammars',
  'language/ineffective',
  'language/left-to-the-bundler',
  'language/losses',
  'language/printed-selections',
  'language/requests',
  'own-shapes',
  'presets',
  'query-grammar',
  'suspect',
].map(name => `test/${name}.test.ts`)

const OF_PLANS = [
  'auto-format',
  'cache-key',
  'choose-format',
  'make-plan',
  'never-larger',
  'placeholder-image',
  'recipe',
  'transparency',
]

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

/**
 * What is mutated together, and the tests that are to notice: those that take no longer than `slowest` milliseconds. With
 * `atLoad: false`, what is decided while modules load is left out: names, examples and other texts of declarations.
 */
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
    tests: ['tiers', 'disk-tier', 'disk-cache'].map(name => `test/cache/${name}.test.ts`),
  },
  {
    name: 'plan-requests',
    files: ['make-plan', 'auto-format', 'recipe', 'transparency', 'cache-key', 'print-image'].map(
      name => `src/plan/${name}.ts`,
    ),
    tests: [
      ...OF_PLANS.map(name => `test/plan/${name}.test.ts`),
      'test/language/printed-selections.test.ts',
      'test/language/losses.test.ts',
    ],
    slowest: 100,
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
    atLoad: false,
  },
  { name: 'directives', files: filesOf('src/language/directives'), tests: OF_REQUESTS, slowest: 60, atLoad: false },
]
