import { pluginLazyImage } from '@lazy-image/unplugin/rsbuild'

export default {
  source: { entry: { index: './src/main.js' } },
  html: { template: './index.html' },
  plugins: [pluginLazyImage()],
}
