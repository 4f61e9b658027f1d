import { htmlPage } from '@lazy-image/example-shared/html-page.js'
import lazyImage from '@lazy-image/unplugin/rolldown'

export default {
  input: 'src/main.js',
  output: { dir: 'dist', entryFileNames: '[name]-[hash].js' },
  plugins: [lazyImage(), htmlPage('index.html')],
}
