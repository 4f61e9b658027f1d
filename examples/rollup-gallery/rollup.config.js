import { htmlPage } from '@lazy-image/example-shared/html-page.js'
import lazyImage from '@lazy-image/unplugin/rollup'
import { nodeResolve } from '@rollup/plugin-node-resolve'

export default {
  input: 'src/main.js',
  output: { dir: 'dist', entryFileNames: '[name]-[hash].js' },
  plugins: [lazyImage(), nodeResolve(), htmlPage('index.html')],
}
