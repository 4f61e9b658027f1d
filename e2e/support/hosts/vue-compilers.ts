import { rspack } from '@rspack/core'
import { VueLoaderPlugin } from 'vue-loader'
import webpack from 'webpack'
import type { Project } from '../project.js'
import type { Built } from './host.js'
import { buildWithRspack } from './rspack.js'
import { buildWithWebpack, resolvePackage } from './webpack.js'

/** What a project of components says beside them. */
export interface VueSettings {
  alias?: Readonly<Record<string, string>>
  rules?: readonly { test: RegExp; loader: string }[]
}

const FLAGS = {
  __VUE_OPTIONS_API__: true,
  __VUE_PROD_DEVTOOLS__: false,
  __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: false,
}

const settingsOf = ({ alias = {}, rules = [] }: VueSettings, define: object, options: object) => ({
  resolve: { alias: { ...alias } },
  module: { rules: [{ test: /\.vue$/, loader: resolvePackage('vue-loader'), options }, ...rules] },
  plugins: [new VueLoaderPlugin() as never, define as never],
})

/** The bundlers with webpack's compiler, set up for Vue. */
export const VUE_COMPILERS: readonly {
  name: string
  build(project: Project, settings: VueSettings): Promise<Built>
}[] = [
  {
    name: 'webpack',
    build: (project, settings) =>
      buildWithWebpack(project, {}, settingsOf(settings, new webpack.DefinePlugin(FLAGS), {})),
  },
  {
    name: 'rspack',
    build: (project, settings) =>
      buildWithRspack(
        project,
        {},
        settingsOf(settings, new rspack.DefinePlugin(FLAGS), { experimentalInlineMatchResource: true }),
      ),
  },
]
