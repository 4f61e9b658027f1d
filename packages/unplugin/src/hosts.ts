import type { Options } from '@lazy-image/core'
import type { UnpluginOptions } from 'unplugin'
import { setUpEsbuild } from './host/esbuild-like/esbuild.js'
import { setUpRolldown } from './host/rollup-like/rolldown.js'
import { setUpRollup } from './host/rollup-like/rollup.js'
import { setUpVite } from './host/vite/vite.js'
import { setUpWebpack } from './host/webpack-like/webpack.js'

/** The hooks of one bundler. */
type SetUp = (options: Options) => Omit<UnpluginOptions, 'name'>

/** Every bundler that is supported, by the name that unplugin calls it. */
export const HOSTS = {
  esbuild: options => ({ esbuild: { setup: setUpEsbuild(options) } }),
  rolldown: options => ({ rolldown: setUpRolldown(options) }),
  rollup: options => ({ rollup: setUpRollup(options) }),
  vite: options => ({ enforce: 'pre', vite: setUpVite(() => options) }),
  webpack: options => ({ webpack: compiler => setUpWebpack(options, compiler) }),
} as const satisfies Readonly<Record<string, SetUp>>
