import lazyImageBun from '@lazy-image/unplugin/bun'
import lazyImageRolldown from '@lazy-image/unplugin/rolldown'
import lazyImageRollup from '@lazy-image/unplugin/rollup'
import lazyImageRspack from '@lazy-image/unplugin/rspack'
import lazyImageVite from '@lazy-image/unplugin/vite'
import lazyImageWebpack from '@lazy-image/unplugin/webpack'
import { type Compiler, rspack } from '@rspack/core'
import { rolldown } from 'rolldown'
import { rollup } from 'rollup'
import { expect, test } from 'vitest'
import webpack from 'webpack'
import { VITES } from '../support/hosts/vite.js'
import { Project } from '../support/project.js'

const TOLD = 'plugins: [lazyImage] holds the function that makes the plugin; write plugins: [lazyImage()]'

const project = new Project({
  'entry.js': 'document.title = "nothing"\n',
  'index.html': '<script type="module" src="/entry.js"></script>',
})
const input = project.path('entry.js')
const compiled = { mode: 'production', context: project.root, entry: input } as const

/** A plugin's function in the place of a plugin, which no type allows. */
const uncalled = <Plugin>(make: unknown) => [make as Plugin]

const HOSTS: readonly [name: string, build: () => unknown][] = [
  ...Object.entries(VITES).map(([name, vite]): [string, () => unknown] => [
    name,
    () => vite.build({ root: project.root, logLevel: 'silent', plugins: uncalled<never>(lazyImageVite) }),
  ]),
  ['rollup', () => rollup({ input, plugins: uncalled<never>(lazyImageRollup) })],
  ['rolldown', async () => (await rolldown({ input, plugins: uncalled<never>(lazyImageRolldown) })).generate()],
  [
    'webpack',
    () => webpack({ ...compiled, plugins: uncalled<(compiler: webpack.Compiler) => void>(lazyImageWebpack) }),
  ],
  ['rspack', () => rspack({ ...compiled, plugins: uncalled<(compiler: Compiler) => void>(lazyImageRspack) })],
  // What Bun asks of every plugin.
  ['bun', () => (lazyImageBun as unknown as { setup(): void }).setup()],
]

test.each(HOSTS)('a plugin that nobody has called is named in one line: %s', async (_name, build) => {
  await expect((async () => build())()).rejects.toThrow(TOLD)
})
