const { LazyImagePlugin } = require('@lazy-image/webpack-plugin')
const HtmlWebpackPlugin = require('html-webpack-plugin')
const MiniCssExtractPlugin = require('mini-css-extract-plugin')

module.exports = {
  mode: 'production',
  entry: './src/main.js',
  output: { filename: '[name].[contenthash].js', clean: true },
  // Meant for scripts; photographs of a size for large screens are no mistake.
  performance: { hints: false },
  module: { rules: [{ test: /\.css$/, use: [MiniCssExtractPlugin.loader, 'css-loader'] }] },
  plugins: [
    new LazyImagePlugin(),
    new MiniCssExtractPlugin({ filename: '[name].[contenthash].css' }),
    new HtmlWebpackPlugin({ template: './index.html' }),
  ],
}
