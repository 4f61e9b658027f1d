import { fileURLToPath } from 'node:url'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import { transform } from 'esbuild'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { VueLoaderPlugin } from 'vue-loader'
import webpack, {
  type Compiler,
  type Configuration,
  type RuleSetRule,
  type RuleSetUseItem,
  type WebpackPluginInstance,
} from 'webpack'
import type { HostFacts } from '../../matrix/host-facts.js'
import { WEBPACK, WEBPACK_NATIVE } from '../../matrix/hosts/webpack.js'
import type { Project } from '../project.js'
import { PAGE_ENTRY } from '../write-page.js'
import type { Base, PageHost } from './host.js'
import { errorsText, resolvePackage, runWebpack } from './webpack.js'

/** Webpack brings the page's module itself. */
const TEMPLATE = 'page.html'

const ESBUILD_LOADER = fileURLToPath(new URL('../loaders/esbuild-loader.cjs', import.meta.url))

/** Terser would take most of the time of a build. */
const minifier = {
  apply(compiler: Compiler) {
    compiler.hooks.compilation.tap('minifier', compilation => {
      const stage = webpack.Compilation.PROCESS_ASSETS_STAGE_OPTIMIZE_SIZE
      compilation.hooks.processAssets.tapPromise({ name: 'minifier', stage }, async assets => {
        for (const [name, source] of Object.entries(assets)) {
          if (!/\.m?js$/.test(name)) continue
          const { code } = await transform(String(source.source()), { minify: true, format: 'esm' })
          compilation.updateAsset(name, new webpack.sources.RawSource(code))
        }
      })
    })
  },
}

/** Loaders of one language of styles; css-loader or webpack itself take it from there. */
type Styles = (test: RegExp, ...languages: RuleSetUseItem[]) => RuleSetRule

/** Files of their own, or with `?inline` as text. */
const byLoaders: Styles = (test, ...languages) => {
  const rest = [resolvePackage('postcss-loader'), ...languages]
  const css = (options: object) => ({ loader: resolvePackage('css-loader'), options: { importLoaders: 1, ...options } })
  return {
    test,
    oneOf: [
      { resourceQuery: /inline/, use: [css({ exportType: 'string' }), ...rest] },
      { use: [MiniCssExtractPlugin.loader, css({}), ...rest] },
    ],
  }
}

const native: Styles = (test, ...languages) => ({
  test,
  type: 'css/auto',
  use: [resolvePackage('postcss-loader'), ...languages],
})

function pageConfig(project: Project, base: Base, styles: Styles): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: project.root,
    entry: './src/entry.js',
    experiments: { outputModule: true, css: styles === native },
    performance: { hints: false },
    optimization: { minimizer: [minifier] },
    infrastructureLogging: { level: 'none' },
    output: { path: project.path('dist'), module: true, publicPath: base === './' ? 'auto' : base },
    resolve: {
      alias: { '@': project.path('src') },
      tsconfig: project.path('tsconfig.json'),
      extensions: ['.js', '.ts', '.jsx', '.vue', '.svelte'],
      conditionNames: ['svelte', 'browser', '...'],
    },
    module: {
      rules: [
        styles(/\.css$/),
        styles(/\.s[ac]ss$/, resolvePackage('sass-loader')),
        styles(/\.less$/, resolvePackage('less-loader')),
        styles(/\.styl$/, resolvePackage('stylus-loader')),
        { test: /\.(?:ts|jsx)$/, loader: ESBUILD_LOADER },
        { test: /\.vue$/, loader: resolvePackage('vue-loader') },
        { test: /\.svelte$/, loader: resolvePackage('svelte-loader'), options: { emitCss: true } },
        { test: /\.jpg$/, resourceQuery: { not: [/./] }, type: 'asset/resource' },
      ],
    },
  } as Configuration
}

/** @param own what the page is made with. */
function webpackPages(
  facts: HostFacts,
  styles: Styles,
  own: { page: RuleSetRule[]; plugins: () => WebpackPluginInstance[] },
): PageHost {
  return {
    facts,
    async buildPage(project, { base, options }) {
      project.remove('dist')
      project.write({ [TEMPLATE]: project.read('index.html').replace(PAGE_ENTRY, '') })
      const config = pageConfig(project, base, styles)
      config.module?.rules?.push(...own.page)
      const stats = await runWebpack({
        ...config,
        plugins: [
          new LazyImagePlugin(options),
          ...own.plugins(),
          new HtmlWebpackPlugin({ template: TEMPLATE, inject: 'body', scriptLoading: 'module', minify: false }),
        ],
      })
      const warnings = stats.toString({ all: false, warnings: true, colors: false })
      return { failure: stats.hasErrors() ? errorsText(stats) : null, warnings }
    },
  }
}

export const webpackPageHosts: readonly PageHost[] = [
  webpackPages(WEBPACK, byLoaders, {
    page: [{ test: /page\.html$/, loader: resolvePackage('html-loader'), options: { minimize: false } }],
    plugins: () => [new MiniCssExtractPlugin(), new VueLoaderPlugin()],
  }),
  { ...webpackPages(WEBPACK_NATIVE, native, { page: [], plugins: () => [] }), usualBase: './' },
]
