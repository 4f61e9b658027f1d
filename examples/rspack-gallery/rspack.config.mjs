import lazyImage from '@lazy-image/unplugin/rspack'
import { rspack } from '@rspack/core'

export default {
  mode: 'production',
  entry: './src/main.js',
  output: { filename: '[name].[contenthash].js', cssFilename: '[name].[contenthash].css', clean: true },
  // Meant for scripts; photographs of a size for large screens are no mistake.
  performance: { hints: false },
  module: { rules: [{ test: /\.css$/, type: 'css/auto' }] },
  plugins: [lazyImage(), new rspack.HtmlRspackPlugin({ template: './index.html' })],
}
