const { extname } = require('node:path')
const { transform } = require('esbuild')

/** JSX and TypeScript become JavaScript, as esbuild has it. */
module.exports = async function compile(source) {
  const { code } = await transform(source, { loader: extname(this.resourcePath).slice(1) })
  return code
}
