import type { HostFacts } from './host-facts.js'
import { BUN } from './hosts/bun.js'
import { ESBUILD } from './hosts/esbuild.js'
import { FARM } from './hosts/farm.js'
import { ROLLDOWN } from './hosts/rolldown.js'
import { ROLLUP } from './hosts/rollup.js'
import { RSBUILD } from './hosts/rsbuild.js'
import { RSPACK } from './hosts/rspack.js'
import { VITE_6, VITE_7, VITE_8, VITE_8_LIGHTNING } from './hosts/vite.js'
import { WEBPACK, WEBPACK_NATIVE } from './hosts/webpack.js'

/** Every set-up of docs/hosts.md, in its order; a new one is a file and a line here. */
export const HOST_FACTS: readonly HostFacts[] = [
  VITE_8,
  VITE_7,
  VITE_6,
  ROLLUP,
  ROLLDOWN,
  WEBPACK,
  WEBPACK_NATIVE,
  RSPACK,
  RSBUILD,
  ESBUILD,
  BUN,
  FARM,
]

/** Set-ups that differ from one of these in a part, and lack nothing else. */
export const VARIANTS: readonly HostFacts[] = [VITE_8_LIGHTNING]
