import lazyImage from '@lazy-image/unplugin/rollup'
import { nodeResolve } from '@rollup/plugin-node-resolve'
import { htmlPage } from './html-page.js'

export default {
  input: 'src/main.js',
  output: { dir: 'dist', entryFileNames: '[name]-[hash].js' },
  plugins: [lazyImage(), nodeResolve(), htmlPage('index.html')],
}
