import type { Options } from '@lazy-image/core'
import { Pipeline } from '@lazy-image/core/host'
import { unplugin } from '@lazy-image/unplugin'
import { describe, expect, test } from 'vitest'

interface Filtered {
  filter: { id: { include: RegExp; exclude: RegExp } }
}

/** Every way in which options decide what a request is. */
const OPTIONS: readonly Options[] = [
  {},
  { defaults: { format: 'webp' } },
  { defaults: () => ({ w: 8 }) },
  { directives: { card: { expand: () => ({ w: 8 }) } } },
  { presets: { small: { w: 8 } } },
  { outputs: { links: () => 1 } },
  { include: '**/*.{jpg,PNG}' },
  { strict: 'compat' },
]

const EXTENSIONS = [
  'avif',
  'bmp',
  'gif',
  'heic',
  'heif',
  'ico',
  'jfif',
  'jpg',
  'JPEG',
  'jxl',
  'png',
  'svg',
  'tif',
  'TIFF',
  'webp',
]

const QUERIES = [
  '',
  '?w=8',
  '?format=webp',
  '?webp',
  '?card',
  '?preset=small',
  '?as=links',
  '?inline&w=8',
  '?wdith=8',
  '?k=0',
  '?url',
  '?#',
  '?w=8#',
]

const PATHS = ['./a', '/src/a b', '@/a.b', 'C:\\a', 'package/a', 'https://host/a', './a?b', './a#b']

const REQUESTS = PATHS.flatMap(path =>
  EXTENSIONS.flatMap(extension => QUERIES.map(query => `${path}.${extension}${query}`)),
)

const hooks = unplugin.raw({}, { framework: 'rollup' } as never) as unknown as {
  rollup: { resolveId: Filtered; load: Filtered }
}

/** As Rollup, Rolldown and Vite read it. */
function lets({ filter: { id } }: Filtered, text: string): boolean {
  return id.include.test(text) && !id.exclude.test(text)
}

describe.each(['resolveId', 'load'] as const)('the filter of %s', hook => {
  const filtered = hooks.rollup[hook]

  test('lets every request through, whatever the options say, and what is suspected to be one', () => {
    for (const options of OPTIONS) {
      const pipeline = new Pipeline({ cache: false, ...options })
      const asked = REQUESTS.filter(request => pipeline.isRequest(request) || pipeline.suspect(request).length > 0)
      expect(asked.length).toBeGreaterThan(100)
      expect(asked.filter(request => !lets(filtered, request))).toEqual([])
    }
  })

  test.each([
    './module.js',
    '/src/App.vue?vue&type=template',
    'vue',
    './jpg.ts',
    './a.jpgs',
    '\0/src/a.jpg?w=8?commonjs-proxy',
  ])('keeps %j from crossing into JavaScript', id => {
    expect(lets(filtered, id)).toBe(false)
  })
})
