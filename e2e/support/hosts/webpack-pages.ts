import { LazyImagePlugin } from '@lazy-image/webpack-plugin'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import MiniCssExtractPlugin from 'mini-css-extract-plugin'
import type { Configuration } from 'webpack'
import { WEBPACK } from '../../matrix/hosts/webpack.js'
import type { Project } from '../project.js'
import { PAGE_ENTRY } from '../write-page.js'
import type { Base, PageHost } from './host.js'
import { errorsText, resolvePackage, runWebpack } from './webpack.js'

/** Webpack brings the page's module itself. */
const TEMPLATE = 'page.html'

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
    resolve: { alias: { '@': project.path('src') } },
    module: {
      rules: [
        { test: /\.css$/, use: [MiniCssExtractPlugin.loader, resolvePackage('css-loader')] },
        { test: /page\.html$/, loader: resolvePackage('html-loader') },
      ],
    },
  }
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
        new HtmlWebpackPlugin({ template: TEMPLATE, inject: 'body', scriptLoading: 'module', minify: false }),
      ],
    })
    const warnings = stats.toString({ all: false, warnings: true, colors: false })
    return { failure: stats.hasErrors() ? errorsText(stats) : null, warnings }
  },
}
