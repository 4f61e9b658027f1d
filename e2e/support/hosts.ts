import { bunHost } from './hosts/bun.js'
import { esbuildHost } from './hosts/esbuild.js'
import { farmHost } from './hosts/farm.js'
import type { Host } from './hosts/host.js'
import { rolldownHost } from './hosts/rolldown.js'
import { rollupHost } from './hosts/rollup.js'
import { rsbuildHost } from './hosts/rsbuild.js'
import { rspackHost } from './hosts/rspack.js'
import { viteHosts } from './hosts/vite.js'
import { webpackHost } from './hosts/webpack.js'

/** Every bundler that is supported; a new one is a file and a line here. */
export const HOSTS: readonly Host[] = [
  ...viteHosts,
  rollupHost,
  rolldownHost,
  webpackHost,
  rspackHost,
  rsbuildHost,
  esbuildHost,
  bunHost,
  farmHost,
]

/** Those with webpack's compiler. */
export const WEBPACK_LIKE: ReadonlySet<Host> = new Set([webpackHost, rspackHost, rsbuildHost])
