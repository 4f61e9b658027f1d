import { fileURLToPath } from 'node:url'
import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import { VueLoaderPlugin } from 'vue-loader'
import type { Configuration, RuleSetRule, RuleSetUseItem } from 'webpack'
import { WEBPACK } from '../../matrix/hosts/webpack.js'
import type { Project } from '../project.js'
import { PAGE_ENTRY } from '../write-page.js'
import type { Base, PageHost } from './host.js'
import { errorsText, resolvePackage, runWebpack } from './webpack.js'

/** Webpack brings the page's module itself. */
const TEMPLATE = 'page.html'

const ESBUILD_LOADER = fileURLToPath(new URL('../loaders/esbuild-loader.cjs', import.meta.url))

/** Styles of one language, as a file of its own or with `?inline` as text. */
function styles(test: RegExp, ...languages: RuleSetUseItem[]): RuleSetRule {
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

function pageConfig(project: Project, base: Base): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: project.root,
    entry: './src/entry.js',
    experiments: { outputModule: true },
    performance: { hints: false },
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
        { test: /page\.html$/, loader: resolvePackage('html-loader') },
        { test: /\.jpg$/, resourceQuery: { not: [/./] }, type: 'asset/resource' },
      ],
    },
  } as Configuration
}

export const webpackPages: PageHost = {
  facts: WEBPACK,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    project.write({ [TEMPLATE]: project.read('index.html').replace(PAGE_ENTRY, '') })
    const stats = await runWebpack({
      ...pageConfig(project, base),
      plugins: [
        new LazyImagePlugin(options),
        new MiniCssExtractPlugin(),
        new VueLoaderPlugin(),
        new HtmlWebpackPlugin({ template: TEMPLATE, inject: 'body', scriptLoading: 'module', minify: false }),
      ],
    })
    const warnings = stats.toString({ all: false, warnings: true, colors: false })
    return { failure: stats.hasErrors() ? errorsText(stats) : null, warnings }
  },
}
