import type { Options } from '@lazy-image/core'
import type { RsbuildPlugin, Rspack } from '@rsbuild/core'
import { NAME } from './compiler.js'
import { setUpRspack } from './rspack.js'

/** Images in Rsbuild, whose environments are each a compiler of Rspack's. */
export function setUpRsbuild(options: Options): RsbuildPlugin {
  return {
    name: NAME,
    setup(api) {
      api.modifyRspackConfig((_config, { appendPlugins }) => {
        appendPlugins({ name: NAME, apply: (compiler: Rspack.Compiler) => setUpRspack(options, compiler) })
      })
    },
  }
}
