import lazyImage from '@lazy-image/unplugin/rspack'
import { type Configuration, CssExtractRspackPlugin, type RuleSetRule, type RuleSetUseItem } from '@rspack/core'
import HtmlWebpackPlugin from 'html-webpack-plugin'
import { VueLoaderPlugin } from 'vue-loader'
import { RSPACK } from '../../matrix/hosts/rspack.js'
import type { Project } from '../project.js'
import { PAGE_ENTRY } from '../write-page.js'
import type { Base, PageHost } from './host.js'
import { rspackErrors, runRspack } from './rspack.js'
import { resolvePackage } from './webpack.js'

/** Rspack brings the page's module itself. */
const TEMPLATE = 'page.html'

/** Styles of one language, as a file of its own or with `?inline` as text. */
function styles(test: RegExp, ...languages: RuleSetUseItem[]): RuleSetRule {
  const rest = [resolvePackage('postcss-loader'), ...languages]
  const css = (options: object) => ({ loader: resolvePackage('css-loader'), options: { importLoaders: 1, ...options } })
  return {
    test,
    type: 'javascript/auto',
    oneOf: [
      { resourceQuery: /inline/, use: [css({ exportType: 'string' }), ...rest] },
      { use: [CssExtractRspackPlugin.loader, css({}), ...rest] },
    ],
  }
}

function pageConfig(project: Project, base: Base): Configuration {
  return {
    mode: 'production',
    devtool: false,
    context: project.root,
    entry: './src/entry.js',
    performance: { hints: false },
    infrastructureLogging: { level: 'none' },
    output: { path: project.path('dist'), module: true, publicPath: base === './' ? 'auto' : base },
    resolve: {
      alias: { '@': project.path('src') },
      tsConfig: project.path('tsconfig.json'),
      extensions: ['.js', '.ts', '.jsx', '.vue', '.svelte'],
      conditionNames: ['svelte', 'browser', '...'],
    },
    module: {
      rules: [
        styles(/\.css$/),
        styles(/\.s[ac]ss$/, resolvePackage('sass-loader')),
        styles(/\.less$/, resolvePackage('less-loader')),
        styles(/\.styl$/, resolvePackage('stylus-loader')),
        {
          test: /\.(?:ts|jsx)$/,
          loader: 'builtin:swc-loader',
          options: { detectSyntax: 'auto', jsc: { transform: { react: { runtime: 'automatic' } } } },
        },
        { test: /\.vue$/, loader: resolvePackage('vue-loader'), options: { experimentalInlineMatchResource: true } },
        { test: /\.svelte$/, loader: resolvePackage('svelte-loader'), options: { emitCss: true } },
        { test: /page\.html$/, loader: resolvePackage('html-loader'), options: { minimize: false } },
        { test: /\.jpg$/, resourceQuery: { not: [/./] }, type: 'asset/resource' },
      ],
    },
  }
}

export const rspackPages: PageHost = {
  facts: RSPACK,
  async buildPage(project, { base, options }) {
    project.remove('dist')
    project.write({ [TEMPLATE]: project.read('index.html').replace(PAGE_ENTRY, '') })
    const page = new HtmlWebpackPlugin({ template: TEMPLATE, inject: 'body', scriptLoading: 'module', minify: false })
    const stats = await runRspack({
      ...pageConfig(project, base),
      // Made for webpack, and used with Rspack as its documentation says.
      plugins: [
        lazyImage(options),
        new CssExtractRspackPlugin(),
        new VueLoaderPlugin(),
        page,
      ] as unknown as NonNullable<Configuration['plugins']>,
    })
    const warnings = stats.toString({ all: false, warnings: true, colors: false })
    return { failure: stats.hasErrors() ? rspackErrors(stats) : null, warnings }
  },
}
