import type { Options } from '@lazy-image/core'
import type { UnpluginOptions } from 'unplugin'
import { setUpBun } from './host/esbuild-like/bun.js'
import { setUpEsbuild } from './host/esbuild-like/esbuild.js'
import { setUpFarm } from './host/farm/farm.js'
import { setUpRolldown } from './host/rollup-like/rolldown.js'
import { setUpRollup } from './host/rollup-like/rollup.js'
import { setUpVite } from './host/vite/vite.js'
import { setUpRsbuild } from './host/webpack-like/rsbuild.js'
import { setUpRspack } from './host/webpack-like/rspack.js'
import { setUpWebpack } from './host/webpack-like/webpack.js'

/** The hooks of one bundler. */
type SetUp = (options: Options) => Omit<UnpluginOptions, 'name'>

/** Every bundler that unplugin knows, by its name for it. */
export const HOSTS = {
  bun: options => ({ bun: { setup: setUpBun(options) } }),
  esbuild: options => ({ esbuild: { setup: setUpEsbuild(options) } }),
  farm: options => ({ farm: setUpFarm(options) }),
  rolldown: options => ({ rolldown: setUpRolldown(options) }),
  rollup: options => ({ rollup: setUpRollup(options) }),
  rspack: options => ({ rspack: compiler => setUpRspack(options, compiler) }),
  vite: options => ({ enforce: 'pre', vite: setUpVite(() => options) }),
  webpack: options => ({ webpack: compiler => setUpWebpack(options, compiler) }),
} as const satisfies Readonly<Record<string, SetUp>>

/** Bundlers with a form of plugins that unplugin does not know. */
export const HOSTS_OF_OWN_FORM = {
  rsbuild: setUpRsbuild,
} as const satisfies Readonly<Record<string, (options: Options) => object>>
